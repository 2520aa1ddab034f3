import { type CivilDate, formatDate, type Period } from "#server/lib/dates.ts";
import { inThousands, pounds } from "#server/lib/money.ts";
import { beforeTerm, type FactFault, faultsAlong, type Wrong } from "../../engine/fact-fault.ts";
import type { Context } from "../../engine/plan.ts";
import { poundsEach, ratioOf } from "../../engine/unit-price.ts";
import { type At, type Event, type Holding, nothingHeld } from "./holding.ts";
import { inOrder, stepOf } from "./register.ts";
import type { Fact, Terms } from "./terms.ts";

/** What the register says before a fact: the holding, and the day of what happens once. */
type Before = { holding: Holding; happened: ReadonlyMap<string, CivilDate>; terms: Terms; term: Period };

/** What cannot be of what became of the shares, held against the register before it; what cannot be is left out of the register. */
export function faults(
  terms: Terms,
  facts: readonly Fact[],
  { id, term, vatRateBp }: Pick<Context<Fact>, "id" | "term" | "vatRateBp">,
): FactFault<Fact>[] {
  const at: At = { id, term, vatRateBp, terms, facts };
  const happened = new Map<string, CivilDate>();
  let holding = nothingHeld(terms);
  return faultsAlong(
    inOrder(facts),
    (fact) => wrongOf(fact, { holding, happened, terms, term }),
    (fact) => {
      holding = stepOf(fact, holding, at)?.after ?? holding;
      happened.set(onceNamed(fact), fact.on);
    },
  );
}

const onceNamed = (f: Fact) => (f.fact === "vested" ? `vested ${f.milestone}` : f.fact);

/** What is wrong with when it happened comes first; then nothing else is looked at. */
function wrongOf(f: Fact, before: Before): Wrong[] {
  const untimely = untimelyBecause(f, before);
  if (untimely !== null) return [["on", untimely]];
  switch (f.fact) {
    case "vested":
      return [["milestone", unvestable(f, before)]];
    case "issued":
      return issuable(f, before);
    case "split":
      return [["into", f.of === f.into ? `${inFull(f.of)} into ${inFull(f.into)} changes nothing` : null]];
    case "converted":
      return convertible(f, before);
    case "disposed":
      return [["shares", beyondHeld(f, before)]];
    case "exit":
      return sellable(f, before);
    case "escrow_released":
      return releasable(f, before);
    default:
      return [];
  }
}

/** Shares are allotted once, from the first day of the term on; what is about them comes after, and before the company is sold. */
function untimelyBecause(f: Fact, { holding, happened, term }: Before): string | null {
  const day = formatDate(f.on);
  const allotted = happened.get("allotted");
  const sold = happened.get("exit");
  if (f.fact === "allotted") {
    if (allotted) return `The shares were allotted on ${formatDate(allotted)} already`;
    return beforeTerm(f.on, term);
  }
  if (!allotted) return `No shares were allotted by ${day}`;
  if (f.fact === "escrow_released") return holding.escrow === 0n ? `Nothing is in escrow on ${day}` : null;
  if (f.fact === "certified") {
    const certified = happened.get("certified");
    return certified ? `The certificate came in on ${formatDate(certified)} already` : null;
  }
  if (sold) return `The company was sold on ${formatDate(sold)}`;
  return f.fact !== "vested" && holding.shares === 0n ? `No shares are held on ${day}: 0 are left` : null;
}

function unvestable({ milestone }: Event<"vested">, { terms, happened }: Before): string | null {
  const vested = happened.get(`vested ${milestone}`);
  if (vested) return `${milestone} was reached on ${formatDate(vested)} already`;
  const named = terms.vesting.map((one) => one.milestone);
  return named.includes(milestone)
    ? null
    : `The terms name no milestone ${milestone}: ${named.length === 0 ? "all shares are allotted at once" : `they name ${named.join(", ")}`}`;
}

const issuable = (f: Event<"issued">, { holding }: Before): Wrong[] => {
  const { num, den } = ratioOf(f.price);
  return [
    ["money", f.money * den < num ? `${pounds(f.money)} buys no share at ${poundsEach(f.price)}` : null],
    ["dilutedBefore", fewerThanHeld(f.dilutedBefore, f.on, holding)],
  ];
};

function convertible(f: Event<"converted">, { holding }: Before): Wrong[] {
  const { shareClass, rights } = holding;
  const missing = f.keeps.find((right) =>
    right === "preference" ? rights.preferenceBp === 0 : rights.antiDilution === "none",
  );
  return [
    [
      "shareClass",
      f.shareClass === shareClass ? `On ${formatDate(f.on)} they are ${shareClass} shares already` : null,
    ],
    [
      "keeps",
      missing
        ? `On ${formatDate(f.on)} the ${shareClass} shares have no ${missing === "preference" ? "preference" : "protection against dilution"} to keep`
        : null,
    ],
  ];
}

const beyondHeld = (f: Event<"disposed">, { holding }: Before): string | null =>
  BigInt(f.shares) > holding.shares
    ? `${inFull(f.shares)} shares cannot go: ${inFull(holding.shares)} are held on ${formatDate(f.on)}`
    : null;

function sellable(f: Event<"exit">, { holding }: Before): Wrong[] {
  const left = f.proceeds - f.costs;
  return [
    [
      "costs",
      left < 0n ? `Costs of ${pounds(f.costs)} are more than the proceeds, ${pounds(f.proceeds)}` : null,
    ],
    [
      "preferences",
      left >= 0n && f.preferences > left
        ? `Preferences of ${pounds(f.preferences)} are more than the ${pounds(left)} left after costs`
        : null,
    ],
    ["diluted", fewerThanHeld(f.diluted, f.on, holding)],
  ];
}

/** Fully diluted are all shares of the company, ours among them. */
const fewerThanHeld = (diluted: number, on: CivilDate, { shares }: Holding): string | null =>
  BigInt(diluted) < shares
    ? `Fully diluted there cannot be ${inFull(diluted)} shares: ${inFull(shares)} are held on ${formatDate(on)}`
    : null;

function releasable(
  { received, lost, on }: Event<"escrow_released">,
  { holding: { escrow } }: Before,
): Wrong[] {
  const left = `${pounds(escrow)} is left in escrow on ${formatDate(on)}`;
  if (received + lost === 0n) return [["received", `Nothing came in and nothing was lost: ${left}`]];
  if (received > escrow) return [["received", `${pounds(received)} cannot come in: ${left}`]];
  return [
    [
      "lost",
      received + lost > escrow
        ? `${pounds(received)} cannot come in and ${pounds(lost)} be lost: ${left}`
        : null,
    ],
  ];
}

const inFull = (count: number | bigint) => inThousands(String(count));
