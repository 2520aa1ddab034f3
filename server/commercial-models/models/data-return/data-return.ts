import type { Account } from "#server/ledger/accounts.ts";
import { addDays, type CivilDate, daysBetween, minDate } from "#server/lib/dates.ts";
import { allocate, type Pence, percent, pounds, roundHalfAway, shareOf } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";
import { defineModel, nothingPeculiar } from "../../engine/model.ts";
import { debit, line, pool, supply } from "../../engine/parts.ts";
import type { Charge, Context, Movement, Obligation, ObligationState } from "../../engine/plan.ts";
import { faults } from "./faults.ts";
import { price } from "./price.ts";
import { type PromiseName, reports } from "./reports.ts";
import { type Fact, fact, type Terms, terms } from "./terms.ts";
import { words } from "./words.ts";

type Deliverable = Terms["deliverables"][number];

/** One deliverable with its part of the value and the day on which it was, or will count as, accepted. */
type Part = Deliverable & { net: Pence; gross: Pence; done: CivilDate | null; bySilence: boolean };

/** Model 2: access is paid for with a curated dataset of agreed value (README §2). */
export const dataReturn = defineModel({
  ...nothingPeculiar,
  kind: "data_return",
  number: 2,
  title: "Data in return",
  summary: "The licensee pays with a curated dataset; what is not delivered becomes a fee.",
  terms,
  fact,
  component: "return",
  commercial: false,
  cadence: "once",
  countsByYear: false,
  takesFeeCredit: false,
  dependsOnSuccess: false,
  risk: "both",
  ...words,
  ...price,
  ...reports,
  plan(terms, facts, context) {
    const { term, ended, vatRateBp } = context;
    const stop = ended && ended.on < terms.longStop ? ended.on : terms.longStop;
    const { net, vat } = agreedNet(terms, BigInt(vatRateBp(term.from)));
    const weights = terms.deliverables.map(({ weightBp }) => BigInt(weightBp));
    const nets = allocate(net, weights);
    const grosses = allocate(net + vat, weights);
    const parts: Part[] = terms.deliverables.map((one, index) => ({
      ...one,
      net: nets[index]!,
      gross: grosses[index]!,
      ...acceptance(terms, one, facts, stop),
    }));
    const unmetBp = parts.reduce((all, { done, weightBp }) => (done ? all : all + weightBp), 0);
    return {
      charges: [
        ...barter(terms, { net, vat }, parts, stop, context),
        ...parts.flatMap((part) => damages(terms, part, stop, context)),
        ...fallback(terms, unmetBp, stop, context),
      ],
      movements: [
        ...parts.flatMap((part) => received(terms, part, context)),
        ...lastPenny(parts, stop, vatRateBp(term.from), context),
      ],
      obligations: parts.flatMap((part) => promised(terms, part, facts, stop, context)),
    };
  },
  faults,
});

const agreedNet = ({ agreedValue: V, valueBasis }: Terms, rate: bigint): { net: Pence; vat: Pence } => {
  const vat = valueBasis === "exclusive" ? shareOf(V, rate) : roundHalfAway(V * rate, 10_000n + rate);
  return { net: valueBasis === "exclusive" ? V : V - vat, vat };
};

/**
 * The first day on which it was accepted, before the long-stop; by silence when the contract says so: the acceptance
 * days after a handing-in passed without an answer. A rejection stops no clock; what is handed in again counts anew.
 */
function acceptance(
  terms: Terms,
  { id, acceptanceDays }: Deliverable,
  facts: readonly Fact[],
  stop: CivilDate,
) {
  const own = facts.filter((f) => f.deliverable === id);
  const accepted = own.find((f) => f.fact === "accepted")?.on ?? null;
  const silent = terms.silenceAccepts
    ? own
        .filter((f) => f.fact === "submitted")
        .map(({ on }) => ({ on, by: addDays(on, acceptanceDays) }))
        .find(({ on, by }) => !own.some((f) => f.fact === "rejected" && f.on >= on && f.on <= by))
    : undefined;
  const first = [accepted, silent?.by ?? null].filter((on): on is CivilDate => on !== null).sort()[0];
  const done = first && first < stop ? first : null;
  return { done, bySilence: done !== null && done !== accepted };
}

/** Access is billed in kind at signature; from the long-stop only what was delivered stays. */
function barter(
  { agreedValue, valueBasis }: Terms,
  { net, vat }: { net: Pence; vat: Pence },
  parts: readonly Part[],
  stop: CivilDate,
  { id, term }: Context<Fact>,
): Charge[] {
  const charge = (on: CivilDate, owed: Pence, workings: string): Charge => ({
    key: `${id}/barter`,
    component: id,
    period: term,
    on,
    paper: "barter_invoice",
    vat: "supply",
    settled: "in_kind",
    lines: [line("Access in return for a curated dataset", owed, workings)],
    earned: { over: term, since: term.from },
    pool: pool(`${id}/barter`, "4170"),
  });
  const first = charge(
    term.from,
    net,
    `${pounds(agreedValue)} agreed${valueBasis === "exclusive" ? "" : `, of which VAT ${pounds(vat)}`}`,
  );
  if (parts.every(({ done }) => done)) return [first];
  const met = parts.reduce((total, part) => (part.done ? total + part.net : total), 0n);
  return [first, charge(stop, met, `${pounds(met)} delivered in time`)];
}

/** Damages for each started week of delay, at most their cap, when it is accepted or at the long-stop. */
function damages(
  terms: Terms,
  { id: name, due, done, net }: Part,
  stop: CivilDate,
  { id }: Context<Fact>,
): Charge[] {
  const end = done ?? stop;
  const late = daysBetween(due, end);
  if (late <= 0 || terms.damagesBpPerWeek === 0) return [];
  const weeks = Math.ceil(late / 7);
  const damagesBp = Math.min(terms.damagesBpPerWeek * weeks, terms.damagesCapBp);
  const owed = shareOf(net, damagesBp);
  if (owed === 0n) return [];
  return [
    debit({
      key: `${id}/${name}/damages`,
      component: id,
      period: { from: due, to: end },
      on: end,
      lines: [
        line(
          `Damages for ${name}`,
          owed,
          `${counted(late, "day")} late, ${counted(weeks, "started week")} × ${percent(terms.damagesBpPerWeek)} = ${percent(damagesBp)} of ${pounds(net)}`,
        ),
      ],
      income: "4210",
    }),
  ];
}

/** What was not delivered by the long-stop is paid for; after an early end, for the days of access used. */
function fallback(
  terms: Terms,
  unmetBp: number,
  stop: CivilDate,
  { id, term, ended }: Context<Fact>,
): Charge[] {
  if (unmetBp === 0 || terms.fallbackFee === 0n) return [];
  const whole = daysBetween(term.from, term.to);
  const cut = ended !== null && ended.on < terms.longStop;
  const used = cut ? daysBetween(term.from, minDate(stop, term.to)) : whole;
  return [
    supply({
      key: `${id}/fallback`,
      component: id,
      period: term,
      on: stop,
      lines: [
        line(
          "Fee for what was not delivered",
          roundHalfAway(terms.fallbackFee * BigInt(unmetBp) * BigInt(used), 10_000n * BigInt(whole)),
          `${pounds(terms.fallbackFee)} × ${percent(unmetBp)} not delivered${used === whole ? "" : ` × ${used}/${whole} days used`}`,
        ),
      ],
      earned: { over: used === whole ? term : { from: term.from, to: stop }, since: term.from },
      pool: pool(`${id}/fallback`, "4100"),
    }),
  ];
}

/** An accepted deliverable is an asset with input VAT, against the receivable of the invoice in kind. */
function received(
  { agreedValue }: Terms,
  { id: name, done, net, gross, weightBp }: Part,
  { id }: Context<Fact>,
) {
  if (!done) return [];
  const workings = `${name} accepted, ${percent(weightBp)} of ${pounds(agreedValue)}`;
  const moved = (debited: Account, amount: Pence): Movement => ({
    key: `${id}/${name}`,
    on: done,
    debit: debited,
    credit: "1100",
    amount,
    workings,
  });
  const vat = inputVat({ net, gross });
  return [moved("1300", net), ...(vat > 0n ? [moved("1400", vat)] : [])];
}

/** VAT on a part. Of a few pence, split by weight, a net may come out larger than its gross. */
const inputVat = ({ net, gross }: Pick<Part, "net" | "gross">): Pence => (gross > net ? gross - net : 0n);

/**
 * Input VAT is shared out by weight, and VAT on what is left of the invoice is taken from its net: where not all was
 * accepted, the two may differ by a penny or two. The invoice decides.
 */
function lastPenny(
  parts: readonly Part[],
  stop: CivilDate,
  rateBp: number,
  { id }: Context<Fact>,
): Movement[] {
  const kept = parts.filter(({ done }) => done);
  if (kept.length === 0 || kept.length === parts.length) return [];
  const left = shareOf(
    kept.reduce((all, { net }) => all + net, 0n),
    rateBp,
  );
  const over = kept.reduce((all, part) => all + inputVat(part), 0n) - left;
  if (over === 0n) return [];
  const [debit, credit]: [Account, Account] = over > 0n ? ["1100", "1400"] : ["1400", "1100"];
  return [
    {
      key: `${id}/rounding`,
      on: stop,
      debit,
      credit,
      amount: over > 0n ? over : -over,
      workings: `VAT on what was accepted is ${pounds(left)} of the invoice in kind`,
    },
  ];
}

function promised(
  terms: Terms,
  part: Part,
  facts: readonly Fact[],
  stop: CivilDate,
  { id }: Context<Fact>,
): Obligation<PromiseName>[] {
  const { id: name, weightBp, due, done, gross } = part;
  return [
    {
      key: `${id}/${name}`,
      kind: "deliverable",
      due,
      description: `${name}, ${percent(weightBp)} of the value`,
      state: stateOf(part, facts, stop, terms.longStop),
      ...(done && !part.bySilence && { kept: done }),
    },
    ...(done
      ? [
          {
            key: `${id}/${name}/vat-invoice`,
            kind: "partner_vat_invoice" as const,
            due: done,
            description: `Partner invoices ${name}`,
            state: "due" as const,
            amount: gross,
          },
        ]
      : []),
  ];
}

/** What counts as accepted by silence stands as handed in: a rejection may still come in time. */
function stateOf(
  { id, done, due, bySilence }: Part,
  facts: readonly Fact[],
  stop: CivilDate,
  longStop: CivilDate,
): ObligationState {
  if (bySilence) return "submitted";
  if (done) return done > due ? "late" : "accepted";
  const last = facts.filter((f) => f.deliverable === id && f.fact !== "accepted").at(-1);
  if (last?.fact === "submitted") return "submitted";
  if (last?.fact === "rejected") return "rejected";
  return stop < longStop ? "cancelled" : "failed";
}
