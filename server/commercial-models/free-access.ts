import { z } from "zod";
import { addDays, daysBetween, maxDate, periodsOf } from "#server/lib/dates.ts";
import { pounds, scaled } from "#server/lib/money.ts";
import { dated, day, positivePence } from "./fields.ts";
import { line, pool, supply } from "./parts.ts";
import { type Charge, defineModel, type Obligation } from "./shape.ts";

const terms = z.strictObject({
  kind: z.literal("free_access"),
  reportMonths: z
    .literal([0, 1, 3, 6, 12])
    .prefault(0)
    .describe("A use report every so many months; 0 for none"),
  reportDueDays: z
    .number()
    .int()
    .min(1)
    .max(180)
    .prefault(30)
    .describe("Days after the period in which its report is due"),
  certificateDays: z
    .number()
    .int()
    .min(1)
    .max(180)
    .prefault(30)
    .describe("Days after the end in which destruction is certified"),
  commercialPrice: positivePence
    .optional()
    .describe("Pence a year from the day on which the use becomes commercial"),
});
const fact = z.discriminatedUnion("fact", [
  z
    .strictObject({ ...dated, fact: z.literal("commercialised") })
    .describe("Consent to commercialise was given"),
  z.strictObject({
    ...dated,
    fact: z.literal("reported_use"),
    period: day.describe("First day of the period reported"),
  }),
  z.strictObject({ ...dated, fact: z.literal("destroyed") }).describe("Destruction was certified"),
]);

/** Model 1: nothing is paid; reports and a certificate are owed (commercial-models.md 4.1). */
export const freeAccess = defineModel({
  kind: "free_access",
  number: 1,
  title: "Free access",
  summary: "The licensee pays nothing; the NHS gains when better care follows from the work.",
  terms,
  fact,
  plan(terms, facts, { id, term, ended }) {
    const end = ended?.on ?? term.to;
    const reported = new Set(facts.flatMap((f) => (f.fact === "reported_use" ? [f.period] : [])));
    const reports =
      terms.reportMonths === 0 ? [] : periodsOf(term, terms.reportMonths).filter(({ from }) => from < end);
    const obligations: Obligation[] = reports.map(({ from, to }) => ({
      key: `${id}/${from}/report`,
      kind: "usage_report",
      due: addDays(to, terms.reportDueDays),
      description: `Use report from ${from}`,
      state: reported.has(from) ? "accepted" : "due",
    }));
    obligations.push({
      key: `${id}/destruction`,
      kind: "destruction_certificate",
      due: addDays(end, terms.certificateDays),
      description: "Certificate of data destruction",
      state: facts.some((f) => f.fact === "destroyed") ? "accepted" : "due",
    });

    const consent = facts.find((f) => f.fact === "commercialised");
    const price = terms.commercialPrice;
    const charges: Charge[] = [];
    if (consent && price !== undefined)
      for (const year of periodsOf(term, 12)) {
        const from = maxDate(year.from, consent.on);
        if (from >= year.to || from >= end) continue;
        const days = daysBetween(from, year.to);
        const of = daysBetween(year.from, year.to);
        charges.push(
          supply({
            key: `${id}/${year.from}/commercial`,
            component: id,
            period: { from, to: year.to },
            on: from,
            prorated: { whole: price, from: 0, to: days, of },
            lines: [line("Commercial use", scaled(price, days, of), `${pounds(price)} × ${days}/${of} days`)],
            earned: { over: { from, to: year.to } },
            pool: pool(`${id}/${year.from}`, "4110"),
          }),
        );
      }
    return { charges, obligations };
  },
});
