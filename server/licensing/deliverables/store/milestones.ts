import type { licences } from "#db/schema/licences.ts";
import { type Contract, type LicenceFact, planLicence } from "#server/commercial-models/engine/contract.ts";
import { netOf } from "#server/commercial-models/engine/parts.ts";
import type { Line, Plan } from "#server/commercial-models/engine/plan.ts";
import { type Ask, asOneChange, asReading, type Change, type Reading } from "#server/lib/change.ts";
import { type CivilDate, formatDate } from "#server/lib/dates.ts";
import type { Pence } from "#server/lib/money.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { componentOf } from "#server/licensing/contract/component-of.ts";
import { addFact, findLicenceRow, inTurn } from "#server/licensing/settlement/store/facts.ts";
import { planOfLicence } from "#server/licensing/settlement/store/settling.ts";
import type { MilestoneInput } from "../milestones-form.ts";
import { filesOf, keepFile, readFile, type SentFile } from "./evidence.ts";

type InstalmentState = "planned" | "waiting" | "reached" | "due" | "lapsed" | "cancelled";

type Instalment = {
  label: string;
  weight: number;
  /** The day or the milestone that makes it fall due. */
  on: CivilDate | null;
  milestone: string | null;
  longStop: CivilDate | null;
  atLongStop: "lapses" | "falls_due";
  plannedQuantity: string | null;
  state: InstalmentState;
  /** The day on which it fell or falls due, if it is known. */
  due: CivilDate | null;
  /** Without VAT, in pence: what is owed, or would be if it was reached as planned. */
  net: Pence;
  lines: readonly Line[];
  reached: { on: CivilDate; acceptor: string | null; quantity: string | null; factId: string } | null;
};

/** The instalments of a fee, what each waits for and the evidence that was kept. */
export const readMilestones = (ask: Ask, reference: string) =>
  asReading(ask, async (reading) => {
    const licence = await findLicenceRow(reading, reference);
    const { terms, instalments } = await standingOf(reading, licence);
    const files = await filesOf(reading, licence.id);
    return {
      reference,
      title: licence.title,
      fee: terms.fee,
      /** All weights together, of which each instalment's is a part. */
      weights: terms.instalments.reduce((all, { weight }) => all + weight, 0),
      instalments: instalments.map((one) => ({
        ...one,
        file: files.find(({ factId }) => factId === one.reached?.factId) ?? null,
      })),
    };
  });

/**
 * A commercial manager accepts a milestone: the evidence is kept and the fact recorded with the name of whoever
 * accepted it, in one transaction. Refuses what was reached already; that is corrected on the plain form.
 */
export const acceptMilestone = async (
  ask: Ask,
  { file: sent, ...input }: MilestoneInput & { file: SentFile },
) => {
  const file = readFile(sent);
  return asOneChange(ask, async (change) => {
    const licence = await findLicenceRow(change, input.reference);
    await inTurn(change, licence);
    const { component, instalments } = await standingOf(change, licence);
    const waiting = instalments.filter(({ milestone }) => milestone === input.milestone);
    const [first] = waiting;
    if (!first)
      throw new Refusal("bad_input", `The contract has no milestone ${input.milestone}`, "milestone");
    if (first.reached)
      throw new Refusal(
        "cannot_do_that_now",
        `It was reached on ${formatDate(first.reached.on)} and accepted already`,
        "milestone",
      );
    const late = waiting.find(({ longStop }) => longStop !== null && input.on >= longStop);
    if (late)
      throw new Refusal(
        "cannot_do_that_now",
        `It had to be reached before ${formatDate(late.longStop!)}`,
        "on",
      );
    const isSized = waiting.some(({ plannedQuantity }) => plannedQuantity !== null);
    if (isSized && !input.quantity)
      throw new Refusal(
        "bad_input",
        "This instalment is sized by what was reached: enter how much",
        "quantity",
      );
    if (!isSized && input.quantity)
      throw new Refusal("bad_input", "This instalment is not sized by a quantity: leave it out", "quantity");
    const id = `reached ${input.milestone}`;
    await addFact(change, licence, {
      licence: input.reference,
      component,
      fact: "reached",
      id,
      on: input.on,
      body: {
        milestone: input.milestone,
        acceptor: input.acceptor,
        ...(input.quantity && { quantity: input.quantity }),
      },
      evidence: `${file.name}, SHA-256 ${file.sha256}`,
      retracted: false,
    });
    await keepFile(change, licence, id, file);
  });
};

async function standingOf(at: Change | Reading, licence: typeof licences.$inferSelect) {
  const { contract, facts, basis } = await planOfLicence(at, licence);
  return instalmentsOf(contract, facts, at.today, (supposed) => planLicence(contract, supposed, basis));
}

/** Where the instalments of a fee stand on a day. Every amount is read from a plan; `planned` makes it of other facts. */
function instalmentsOf(
  contract: Contract,
  facts: readonly LicenceFact[],
  today: CivilDate,
  planned: (facts: readonly LicenceFact[]) => Plan,
) {
  const { id, terms, facts: own } = componentOf(contract, facts, "one_off_fee");
  const plan = planned(facts);
  const isEnded = facts.some(({ fact }) => fact === "ended");
  const milestones = terms.instalments.flatMap(({ milestone }) => milestone ?? []);
  const untouched = facts.filter(
    ({ fact, component }) => fact !== "ended" && !(fact === "reached" && component === id),
  );
  const allReached = planned([
    ...untouched,
    ...milestones.map((milestone) => reaching(id, milestone, contract.term.from)),
  ]);
  const chargeOf = ({ charges }: Plan, label: string) => charges.find(({ key }) => key === `${id}/${label}`);
  const instalments = terms.instalments.map((one): Instalment => {
    const charge = chargeOf(plan, one.label);
    const shown = charge ?? chargeOf(allReached, one.label);
    const reached = own.find(({ milestone }) => milestone === one.milestone);
    return {
      label: one.label,
      weight: one.weight,
      on: one.on ?? null,
      milestone: one.milestone ?? null,
      longStop: one.longStop ?? null,
      atLongStop: one.atLongStop,
      plannedQuantity: one.plannedQuantity ?? null,
      state: stateOf({ ...one, due: charge?.on ?? null, reached: reached?.on ?? null, isEnded }, today),
      due: charge?.on ?? null,
      net: shown ? netOf(shown) : 0n,
      lines: shown?.lines ?? [],
      reached: reached
        ? {
            on: reached.on,
            acceptor: reached.acceptor ?? null,
            quantity: reached.quantity ?? null,
            factId: reached.id,
          }
        : null,
    };
  });
  return { component: id, terms, instalments };
}

const reaching = (component: string, milestone: string, on: CivilDate) =>
  ({
    component,
    fact: "reached",
    id: `reached ${milestone}, supposed`,
    version: 1,
    on,
    known: on,
    retracted: false,
    milestone,
  }) as LicenceFact;

/** In one word, from the plan: what fell due stays so; what did not waits, or never will. */
function stateOf(
  {
    milestone,
    longStop,
    due,
    reached,
    isEnded,
  }: {
    milestone?: string | undefined;
    longStop?: CivilDate | undefined;
    due: CivilDate | null;
    reached: CivilDate | null;
    isEnded: boolean;
  },
  today: CivilDate,
): InstalmentState {
  if (due && due <= today) return reached && reached <= due ? "reached" : "due";
  if (!milestone) return due ? "planned" : "cancelled";
  if (!due && isEnded) return "cancelled";
  if (longStop && today >= longStop && !due) return "lapsed";
  return "waiting";
}
