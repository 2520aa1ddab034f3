import { z } from "zod";
import { type CivilDate, minDate } from "#server/lib/dates.ts";
import {
  anyFact,
  type Contract,
  contractSchema,
  faultsOf,
  type LicenceFact,
  parseFact,
  planLicence,
  ratesSchema,
  ukRates,
} from "../engine/contract.ts";
import { day, positivePence } from "../engine/fields.ts";
import { latePayment } from "../engine/late-payment.ts";
import { nextStop } from "../engine/next-due.ts";
import type { Document, DraftDocument, Obligation, Plan, Transfer } from "../engine/plan.ts";
import { recognise } from "../engine/recognise.ts";
import { settle } from "../engine/settle.ts";

/** A life of one licence: contract, dated facts, until when (README §12). Names of fields stay, so that old files still play. */
const playInput = z.strictObject({
  ...contractSchema.shape,
  facts: z
    .array(
      z.looseObject({
        fact: z.string().describe("Kind of the fact"),
        on: day.describe("The day it is about"),
      }),
    )
    .prefault([])
    .describe("What happened, each with the day it is about and the day it became known"),
  closes: z
    .array(
      z.strictObject({
        through: day.describe("Last day of the closed months"),
        on: day.describe("Day on which they were closed"),
      }),
    )
    .prefault([])
    .describe("Periods that finance closed"),
  receipts: z
    .array(
      z.strictObject({
        document: z.string().min(1).describe("Number of the document, as this play numbers them"),
        on: day.describe("Day on which the money came"),
        amount: positivePence.describe("Pence"),
      }),
    )
    .prefault([])
    .describe("Money that came in; what comes late is charged statutory interest and a fixed sum"),
  rates: ratesSchema.optional().describe("VAT and reference rates; those of the UK when left out"),
  until: day.describe("Last day to play"),
});
/** The JSON Schema of a play file, with every kind of fact written out. */
export const playSchema = () =>
  z.toJSONSchema(
    playInput.extend({ facts: z.array(anyFact).prefault([]).describe("What happened, each with its day") }),
    { io: "input" },
  );
type PlayInput = z.output<typeof playInput>;
export type Played = { documents: Document[]; obligations: Obligation[]; transfers: Transfer[] };

/** Reads a play file; throws a ZodError whose paths are those of the JSON. */
function readPlay(raw: unknown): { contract: Contract; facts: LicenceFact[]; input: PlayInput } {
  const input = playInput.parse(raw);
  const {
    facts: rawFacts,
    closes: _closes,
    receipts: _receipts,
    rates: _rates,
    until: _until,
    ...rest
  } = raw as Record<string, unknown> & { facts?: Record<string, unknown>[] };
  const contract = contractSchema.parse(rest);
  const facts = (rawFacts ?? []).map((fact, index) => {
    try {
      return parseFact(contract, { id: String(index), known: fact.on, ...fact });
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      throw new z.ZodError(
        error.issues.map((issue) => ({ ...issue, path: ["facts", index, ...issue.path] })),
      );
    }
  });
  const basis = { until: input.until, rates: input.rates ?? ukRates };
  const faults = faultsOf(contract, facts, basis);
  if (faults.length > 0)
    throw new z.ZodError(
      faults.map(({ fact, field, sentence }) => ({
        code: "custom",
        path: ["facts", facts.indexOf(fact), field],
        message: sentence,
        input: fact,
      })),
    );
  return { contract, facts, input };
}

/**
 * Plays one licence day by day through every day on which something may change: what would have been issued and
 * booked if the daily run had run each morning. Each fact is unknown until its `known` day.
 */
export function play(raw: unknown): Played {
  const { contract, facts, input } = readPlay(raw);
  const rates = input.rates ?? ukRates;
  const documents: Document[] = [];
  const transfers: Transfer[] = [];
  const knownDays = [...new Set(facts.map(({ known }) => known))].sort();
  const news = [...new Set([...knownDays, ...input.receipts.map(({ on }) => on)])].sort();
  let plan: Plan | null = null;
  let plannedFor: CivilDate | null = null;
  let obligations: Obligation[] = [];
  for (
    let today: CivilDate | null = knownDays.reduce((a, b) => minDate(a, b), contract.term.from);
    today !== null && today <= input.until;
  ) {
    const now: CivilDate = today;
    const known = knownDays.findLast((known) => known <= now) ?? contract.term.from;
    if (plan === null || known !== plannedFor) {
      plan = planLicence(
        contract,
        facts.filter((fact) => fact.known <= now),
        { until: input.until, rates },
      );
      plannedFor = known;
      obligations = plan.obligations;
    }
    const late = latePayment(
      documents,
      input.receipts.filter(({ on }) => on <= now),
      rates,
    );
    const owed = { charges: [...plan.charges, ...late] };
    for (const draft of settle(owed, documents, now, contract.customer, rates))
      documents.push({ number: numberOf(draft, documents.length + 1), ...draft });
    const closed = input.closes
      .filter(({ on }) => on <= now)
      .map(({ through }) => through)
      .sort()
      .at(-1);
    transfers.push(
      ...recognise({
        plan: { ...plan, ...owed },
        documents,
        booked: transfers,
        today: now,
        closedThrough: closed ?? null,
      }),
    );
    const stop = nextStop(plan, input.customer, now, input.until);
    const heard = news.find((day) => day > now && day <= input.until) ?? null;
    today = stop && heard ? minDate(stop, heard) : (stop ?? heard);
  }
  return { documents, obligations, transfers };
}

/** In a play, documents count in one series, in order of issue. */
const numberOf = (draft: DraftDocument, count: number) =>
  `${draft.type === "credit_note" ? "CN" : "IN"}-${String(count).padStart(4, "0")}`;
