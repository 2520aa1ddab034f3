import { isInEu } from "#server/lib/countries.ts";
import { addDays, type CivilDate } from "#server/lib/dates.ts";
import { least, type Pence, pounds, shareOf, sum } from "#server/lib/money.ts";
import { type Customer, isOutsideUkVat, type Rates, rateOn } from "./contract.ts";
import { byKey, line, netOf, owedOn } from "./parts.ts";
import type {
  Charge,
  Document,
  DocumentLine,
  DraftDocument,
  Line,
  Plan,
  Settled,
  VatCategory,
} from "./plan.ts";

export type { Customer, DraftDocument, Rates };
export { owedOn };

type Vat = { category: VatCategory; rateBp: number };
/** What of a key and VAT category is billed above what is owed; `owed` is null where nothing is. */
type Credited = { key: string; category: VatCategory; billed: Pence; wanted: Pence; owed: Charge | null };
type Wanted = { charge: Charge; vat: Vat; net: Pence };

/** VAT by where the customer belongs and uses it (README §13.1): UK or unproved S, EU business AE, other business O. */
export function vatOf({ vat }: Pick<Charge, "vat">, customer: Customer, on: CivilDate, rates: Rates): Vat {
  if (vat === "outside_scope") return { category: "O", rateBp: 0 };
  if (!isOutsideUkVat(customer, on)) return { category: "S", rateBp: rateOn(rates.vat, on) };
  return { category: isInEu(customer.country) ? "AE" : "O", rateBp: 0 };
}

/**
 * The documents that make what was issued equal to what the plan owes today, key by key and VAT category: missing is
 * invoiced, too much is credited, newest original first, never more than is left on it. Nothing to do: no documents.
 */
export function settle(
  plan: Pick<Plan, "charges">,
  issued: readonly Document[],
  today: CivilDate,
  customer: Customer,
  rates: Rates,
): DraftDocument[] {
  const position = positionOf(issued);
  const plans = byKey(plan.charges);
  const revisions = new Map<string, number>();
  for (const document of issued)
    for (const { key } of document.lines) revisions.set(key, (revisions.get(key) ?? 0) + 1);

  const credits: Credited[] = [];
  const bills: Wanted[] = [];
  for (const key of new Set([...plans.keys(), ...position.keys()])) {
    const owed = owedOn(plans.get(key) ?? [], today);
    if (owed === "wait") continue;
    const billed = position.get(key) ?? new Map<VatCategory, Pence>();
    const vat = owed && vatOf(owed, customer, today, rates);
    for (const [category, net] of billed) {
      const wanted = owed && vat?.category === category ? netOf(owed) : 0n;
      if (net > wanted)
        credits.push({ key, category, billed: net, wanted, owed: vat?.category === category ? owed : null });
    }
    if (!owed || !vat) continue;
    const missing = netOf(owed) - (billed.get(vat.category) ?? 0n);
    if (missing > 0n) bills.push({ charge: owed, vat, net: missing });
  }

  const revise = (key: string) => {
    const revision = revisions.get(key) ?? 0;
    revisions.set(key, revision + 1);
    return revision;
  };
  return [
    ...creditNotes(credits, issued, today, revise),
    ...invoices(bills, position, today, customer, revise),
  ];
}

/** Per key and VAT category, invoiced less credited. */
function positionOf(issued: readonly Document[]): Map<string, Map<VatCategory, Pence>> {
  const position = new Map<string, Map<VatCategory, Pence>>();
  for (const document of issued)
    for (const { key, net } of document.lines) {
      const billed = position.get(key) ?? new Map<VatCategory, Pence>();
      billed.set(
        document.vatCategory,
        (billed.get(document.vatCategory) ?? 0n) + (document.type === "credit_note" ? -net : net),
      );
      position.set(key, billed);
    }
  return position;
}

/** Lines that share paper, VAT and way of paying share a document; a debit note stands alone. */
function invoices(
  bills: readonly Wanted[],
  position: ReadonlyMap<string, unknown>,
  today: CivilDate,
  customer: Customer,
  revise: (key: string) => number,
): DraftDocument[] {
  const groups = new Map<string, Wanted[]>();
  for (const wanted of bills) {
    const { paper, settled, key } = wanted.charge;
    const name =
      paper === "debit_note"
        ? `debit ${key}`
        : [paper, settled, wanted.vat.category, wanted.vat.rateBp].join(" ");
    groups.set(name, [...(groups.get(name) ?? []), wanted]);
  }
  return [...groups.values()].map((group) => {
    const { charge, vat } = group[0]!;
    const lines = group.map(({ charge, net }) => lineOf(charge, net, position.has(charge.key), revise));
    const net = sum(lines.map((line) => line.net));
    const tax = shareOf(net, vat.rateBp);
    return {
      type: charge.paper,
      date: today,
      due: charge.settled === "in_kind" ? null : addDays(today, customer.dueDays),
      vatCategory: vat.category,
      vatRateBp: vat.rateBp,
      lines,
      net,
      vat: tax,
      gross: net + tax,
      payableInCash: payable(charge.settled, net, tax),
    };
  });
}

const payable = (settled: Settled, net: Pence, vat: Pence): Pence =>
  settled === "cash" ? net + vat : settled === "in_kind" ? 0n : vat;

/** A first bill shows the charge's own steps; a later difference says what it is now and what it was before. */
function lineOf(charge: Charge, net: Pence, again: boolean, revise: (key: string) => number): DocumentLine {
  const { key, component, period, pool } = charge;
  const whole = netOf(charge);
  const lines =
    !again && whole === net
      ? charge.lines
      : [...charge.lines, line("Charged before", net - whole, `${pounds(whole - net)} on earlier documents`)];
  return { key, revision: revise(key), component, period, lines, net, pool };
}

/** One credit note for each original it corrects, oldest number last, so that the newest is used up first. */
function creditNotes(
  credits: readonly Credited[],
  issued: readonly Document[],
  today: CivilDate,
  revise: (key: string) => number,
): DraftDocument[] {
  const notes = new Map<string, { original: Document; lines: DocumentLine[] }>();
  for (const credit of credits) {
    const { key, category, billed: was, wanted } = credit;
    let rest = was - wanted;
    for (const original of issued.toReversed()) {
      if (rest === 0n) break;
      if (original.type === "credit_note" || original.vatCategory !== category) continue;
      const billed = original.lines.find((line) => line.key === key);
      if (!billed) continue;
      const left = billed.net - creditedOn(issued, original.number, key);
      const taken = least(left, rest);
      if (taken <= 0n) continue;
      rest -= taken;
      const note = notes.get(original.number) ?? { original, lines: [] };
      note.lines.push({
        ...billed,
        revision: revise(key),
        net: taken,
        lines: [line(`Credit: ${billed.lines[0]!.description}`, taken, creditInWords(credit, billed, taken))],
      });
      notes.set(original.number, note);
    }
    if (rest > 0n) throw new Error(`${key} was credited more than was billed`);
  }
  return [...notes.values()].map(({ original, lines }) => creditNote(original, lines, issued, today));
}

const creditedOn = (issued: readonly Document[], number: string, key: string): Pence =>
  sum(
    issued
      .filter(({ corrects }) => corrects === number)
      .flatMap(({ lines }) => lines.filter((line) => line.key === key).map(({ net }) => net)),
  );

/**
 * "was £18,000.00 (£18,000.00 × 365/365 days); now £10,602.74 (£18,000.00 × 215/365 days); £18,000.00 − £10,602.74 =
 * £7,397.26": both sides and their difference, and how much of it is taken off this original where several bear it.
 */
function creditInWords(
  { billed: was, wanted, owed }: Credited,
  original: DocumentLine,
  taken: Pence,
): string {
  const before = original.net === was ? ` (${workingsOf(original.lines)})` : " after earlier documents";
  const now = owed
    ? `${pounds(wanted)} (${workingsOf(owed.lines)})`
    : `${pounds(0n)}, as it is no longer owed`;
  const difference = was - wanted;
  return [
    `was ${pounds(was)}${before}`,
    `now ${now}`,
    `${pounds(was)} − ${pounds(wanted)} = ${pounds(difference)}${taken === difference ? "" : `, ${pounds(taken)} of it on this document`}`,
  ].join("; ");
}

/** The sum of one step, or each of several steps with its amount. */
const workingsOf = ([first, ...more]: readonly Line[]): string =>
  more.length === 0
    ? first!.workings
    : [first!, ...more]
        .map(({ description, net, workings }) => `${description} ${pounds(net)}: ${workings}`)
        .join(", ");

/** VAT on a credit is the VAT left on the original less VAT on the net left, so partial credits add up to the VAT charged. */
function creditNote(
  original: Document,
  lines: DocumentLine[],
  issued: readonly Document[],
  today: CivilDate,
): DraftDocument {
  const before = issued.filter(({ corrects }) => corrects === original.number);
  const net = sum(lines.map((line) => line.net));
  const netLeft = original.net - sum(before.map((note) => note.net)) - net;
  const vatLeft = original.vat - sum(before.map((note) => note.vat));
  const vat = vatLeft - shareOf(netLeft, original.vatRateBp);
  const settled: Settled =
    original.type === "barter_invoice"
      ? "in_kind"
      : original.payableInCash === original.gross
        ? "cash"
        : "vat_in_cash";
  return {
    type: "credit_note",
    corrects: original.number,
    date: today,
    due: null,
    vatCategory: original.vatCategory,
    vatRateBp: original.vatRateBp,
    lines,
    net,
    vat,
    gross: net + vat,
    payableInCash: payable(settled, net, vat),
  };
}
