import type { Document, DocumentLine } from "#server/commercial-models/engine/plan.ts";
import { type Kind, modelOf } from "#server/commercial-models/index.ts";
import type { Period } from "#server/lib/dates.ts";
import { allocate, type Pence, pounds, sum } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";
import type { QuoteLine } from "./body.ts";
import { modelId } from "./documents.ts";
import type { Work } from "./service.ts";
import { yearOf } from "./totals.ts";

/**
 * The lines of documents, with the VAT of each document shared out by largest remainder, so that lines add up to what
 * is billed. Only money counts: what is paid in kind is left out, of shares only the VAT is money. Work of the service is
 * billed at the end of its month, and stands as one line for each kind of work and contract year.
 */
export const linesOf = (
  documents: readonly Document[],
  { term, kind, set, work }: { term: Period; kind: Kind; set: string; work: readonly Work[] },
): QuoteLine[] =>
  byYear(
    documents
      .filter(({ type }) => type !== "barter_invoice")
      .flatMap((document) => {
        if (document.payableInCash === 0n && document.gross !== 0n) return [];
        const inShares = document.payableInCash !== document.gross;
        const sign = document.type === "credit_note" ? -1n : 1n;
        const shown = document.lines.flatMap((line) => itemsOf(line, work));
        const nets = shown.map(({ net }) => net);
        // An invoice of nothing has no weights to share by.
        const vats = sum(nets) === 0n ? nets : allocate(document.vat, nets);
        return shown.map(({ line, item, steps, net }, index): Billed => {
          const money = inShares ? 0n : sign * net;
          const vat = sign * vats[index]!;
          return {
            item,
            line: {
              set: item?.ofProject || isReview(line) ? null : set,
              part: line.component === modelId ? "model" : "service",
              // What was done in a year counts in it, though its last month is billed on the day after.
              year: yearOf(term, line.component === modelId ? document.date : line.period.from),
              on: document.date,
              cadence: cadenceOf(kind, line, item),
              description: inShares ? `VAT on ${steps[0]!.description.toLowerCase()}` : steps[0]!.description,
              steps,
              net: money,
              vatCategory: document.vatCategory,
              vatRateBp: document.vatRateBp,
              vat,
              gross: money + vat,
            },
          };
        });
      }),
  );

type Shown = { line: DocumentLine; item: Work | null; steps: QuoteLine["steps"]; net: Pence };
type Billed = { item: Work | null; line: QuoteLine };

/** A charge of the model is one line with its steps; of the service each kind of work of the month is one. */
function itemsOf(line: DocumentLine, work: readonly Work[]): Shown[] {
  if (line.component === modelId || isReview(line))
    return [{ line, item: null, steps: line.lines.map((step) => ({ ...step })), net: line.net }];
  return work
    .filter(({ month }) => line.key.endsWith(`/${month}`))
    .map((item) => {
      const net = item.pence * BigInt(item.quantity);
      return { line, item, steps: [{ description: item.title, workings: "", net }], net };
    });
}

const isReview = ({ key }: DocumentLine): boolean => key.endsWith("/review");

/** Months of one kind of work in one contract year as one line, billed first on its first day. */
function byYear(billed: readonly Billed[]): QuoteLine[] {
  const months = new Map<string, Billed[]>();
  for (const one of billed) {
    const { item, line } = one;
    const key = item ? `${line.year} ${item.title}` : `${months.size} alone`;
    months.set(key, [...(months.get(key) ?? []), one]);
  }
  return [...months.values()].map((same) => {
    const { item, line } = same[0]!;
    if (!item) return line;
    const of = (amount: (one: QuoteLine) => Pence) => sum(same.map((one) => amount(one.line)));
    const net = of((one) => one.net);
    const workings = workingsOf(same.map(({ item }) => item!));
    return {
      ...line,
      steps: [{ description: line.description, workings, net }],
      net,
      vat: of(({ vat }) => vat),
      gross: of(({ gross }) => gross),
    };
  });
}

/** "5 people × 12 months: 60 × £472.00". */
function workingsOf(items: readonly Work[]): string {
  const [{ pence, words }] = items as [Work];
  const quantity = items.reduce((all, one) => all + one.quantity, 0);
  const sumOf = `${quantity} × ${pounds(pence)}`;
  return words ? `${words} × ${counted(items.length, "month")}: ${sumOf}` : sumOf;
}

function cadenceOf(kind: Kind, line: DocumentLine, item: Work | null): QuoteLine["cadence"] {
  if (item) return item.once ? "once" : "monthly";
  return isReview(line) ? "yearly" : modelOf(kind).cadence;
}
