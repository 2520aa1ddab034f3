import {
  type Contract,
  contractSchema,
  type LicenceFact,
  parseFact,
  planLicence,
  ukRates,
} from "#server/commercial-models/engine/contract.ts";
import type { Document, DocumentLine } from "#server/commercial-models/engine/plan.ts";
import { settle } from "#server/commercial-models/engine/settle.ts";
import { type Kind, modelOf } from "#server/commercial-models/index.ts";
import { addMonths, anchoredYears, type CivilDate, type Period } from "#server/lib/dates.ts";
import { allocate, type Pence, sum } from "#server/lib/money.ts";
import type { QuoteLine } from "./body.ts";
import type { ServiceComponent } from "./service.ts";

/** The component that is the model; the others are the service. */
export const modelId = "licence";

/**
 * Every document that would be issued if the facts came true, by the engine that bills: one plan for the whole life,
 * settled on each day on which a charge may change.
 */
export function foreseen(contract: Contract, facts: readonly LicenceFact[]): Document[] {
  const until = addMonths(contract.term.to, 24);
  const plan = planLicence(contract, facts, { until, rates: ukRates });
  const documents: Document[] = [];
  for (const day of [...new Set(plan.charges.map(({ on }) => on))].sort())
    for (const draft of settle(plan, documents, day, contract.customer, ukRates))
      documents.push({ number: String(documents.length + 1), ...draft });
  return documents;
}

export const contractOf = (
  term: Period,
  customer: { country: string; businessFrom?: string | undefined; dueDays: number },
  components: readonly { id: string; terms: unknown }[],
): Contract =>
  contractSchema.parse({
    reference: "quote",
    term,
    customer: {
      country: customer.country,
      dueDays: customer.dueDays,
      ...(customer.businessFrom && { businessFrom: customer.businessFrom }),
    },
    components: components.map(({ id, terms }) => ({ id, terms })),
  });

export const factsOf = (contract: Contract, raw: readonly Record<string, unknown>[]): LicenceFact[] =>
  raw.map((fact) => parseFact(contract, fact));

/** The contract year in which a day lies, from 0; the number of years for a day after the end. */
export function yearOf(term: Period, on: CivilDate): number {
  const years = anchoredYears(term);
  const index = years.findIndex(({ whole }) => on < whole.to);
  return index === -1 ? years.length : index;
}

/**
 * The lines of documents, with the VAT of each document shared out by largest remainder, so that lines add up to what
 * is billed. Only money counts: what is paid in kind is left out, of shares only the VAT is money.
 */
export const linesOf = (
  documents: readonly Document[],
  term: Period,
  kind: Kind,
  set: string | null,
  service: readonly ServiceComponent[],
): QuoteLine[] =>
  documents
    .filter(({ type }) => type !== "barter_invoice")
    .flatMap((document) => {
      if (document.payableInCash === 0n && document.gross !== 0n) return [];
      const inShares = document.payableInCash !== document.gross;
      const sign = document.type === "credit_note" ? -1n : 1n;
      const shown = document.lines.flatMap((line) => itemsOf(line, service));
      const nets = shown.map(({ net }) => net);
      // An invoice of nothing has no weights to share by.
      const vats = sum(nets) === 0n ? nets : allocate(document.vat, nets);
      return shown.map(({ line, steps, net }, index): QuoteLine => {
        const money = inShares ? 0n : sign * net;
        const vat = sign * vats[index]!;
        return {
          set,
          part: line.component === modelId ? "model" : "service",
          year: yearOf(term, document.date),
          on: document.date,
          cadence: cadenceOf(kind, line),
          description: inShares ? `VAT on ${steps[0]!.description.toLowerCase()}` : steps[0]!.description,
          steps,
          net: money,
          vatCategory: document.vatCategory,
          vatRateBp: document.vatRateBp,
          vat,
          gross: money + vat,
        };
      });
    });

type Shown = { line: DocumentLine; steps: QuoteLine["steps"]; net: Pence };

/** A charge of the model is one line with its steps; each item of the service is a line of its own. */
function itemsOf(line: DocumentLine, service: readonly ServiceComponent[]): Shown[] {
  if (line.component === modelId || line.lines.some(({ net }) => net < 0n))
    return [{ line, steps: line.lines.map((step) => ({ ...step })), net: line.net }];
  const words = service.find(({ id }) => id === line.component)?.words;
  return line.lines.map(({ description, workings, net }) => {
    const more = words?.get(description);
    return {
      line,
      steps: [{ description, workings: more ? `${more}: ${workings}` : workings, net }],
      net,
    };
  });
}

function cadenceOf(kind: Kind, { component, key }: DocumentLine): QuoteLine["cadence"] {
  if (key.endsWith("/review") || component.startsWith("service/")) return "yearly";
  if (component !== modelId) return "once";
  return modelOf(kind).cadence;
}
