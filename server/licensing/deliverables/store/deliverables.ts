import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { facts, type licences } from "#db/schema/licences.ts";
import { planLicence } from "#server/commercial-models/engine/contract.ts";
import { specificationInWords } from "#server/commercial-models/models/data-return/specification-in-words.ts";
import { type Ask, asOneChange, asReading, type Change, type Reading } from "#server/lib/change.ts";
import { formatDate } from "#server/lib/dates.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { addFact, findLicenceRow, inTurn } from "#server/licensing/settlement/store/facts.ts";
import { planOfLicence } from "#server/licensing/settlement/store/settling.ts";
import { checkDeliverable, findingsSchema } from "../check.ts";
import type { DeliverableDecision } from "../form.ts";
import { deliverablesOf } from "../plan.ts";
import { filesOf, keepFile, readFile, type SentFile } from "./evidence.ts";

type Licence = typeof licences.$inferSelect;

/** What is owed in data under a licence: where each deliverable stands, what came in, and what it costs to be late. */
export const readDeliverables = (ask: Ask, reference: string) =>
  asReading(ask, async (reading) => {
    const licence = await findLicenceRow(reading, reference);
    const standing = await standingOf(reading, licence);
    const said = await saidAbout(reading, licence, standing.component);
    const files = await filesOf(reading, licence.id);
    return {
      reference,
      title: licence.title,
      longStop: standing.stop,
      endedEarly: standing.endedEarly,
      agreedValue: standing.terms.agreedValue,
      valueBasis: standing.terms.valueBasis,
      damagesBpPerWeek: standing.terms.damagesBpPerWeek,
      damagesCapBp: standing.terms.damagesCapBp,
      fee: standing.fee,
      charges: standing.charges.map(({ key, on, lines }) => ({ key, on, lines })),
      deliverables: standing.deliverables.map((one) => {
        const own = said.filter(({ deliverable }) => deliverable === one.name);
        const last = own.findLast(({ kind }) => kind === "submitted");
        return {
          ...one,
          asked: specificationInWords(one.specification),
          /** The handing-in that waits for a decision. */
          waiting: one.state === "submitted" && last ? last.factId : null,
          history: own.map((fact) => {
            const file = files.find(({ factId }) => fact.kind === "submitted" && factId === fact.factId);
            return {
              ...fact,
              file: file ? { ...file, findings: findingsSchema.parse(file.findings) } : null,
            };
          }),
        };
      }),
    };
  });

/**
 * A member hands in a file: it is kept with its hash and the findings of the check, and the fact is reported, in one
 * transaction. A file that fails the check is handed in nevertheless; the NHS decides. Two at once are two handings-in.
 * Refuses what the contract does not ask for, what was accepted, and everything from the long-stop on.
 */
export const handIn = async (
  ask: Ask,
  { reference, deliverable, file: sent }: { reference: string; deliverable: string; file: SentFile },
) => {
  const file = readFile(sent);
  return asOneChange(ask, async (change) => {
    const licence = await findLicenceRow(change, reference);
    await inTurn(change, licence);
    const { component, deliverables, stop } = await standingOf(change, licence);
    const one = deliverables.find(({ name }) => name === deliverable);
    if (!one) throw new Refusal("bad_input", `The contract asks for no ${deliverable}`, "deliverable");
    if (one.acceptedOn)
      throw new Refusal(
        "cannot_do_that_now",
        `${deliverable} was accepted on ${formatDate(one.acceptedOn)}, so there is nothing to hand in`,
        "deliverable",
      );
    if (change.today >= stop)
      throw new Refusal(
        "cannot_do_that_now",
        `Nothing is taken from ${formatDate(stop)} on: what was not accepted before is charged`,
      );
    const count = await handedInToday(change, licence, deliverable);
    if (count >= 9)
      throw new Refusal(
        "cannot_do_that_now",
        `${deliverable} was handed in nine times today. Go on tomorrow`,
      );
    const id = handedInId(deliverable, change.today, count + 1);
    const findings = checkDeliverable(file.content, one.specification);
    await addFact(change, licence, {
      licence: reference,
      component,
      fact: "submitted",
      id,
      on: change.today,
      body: { deliverable },
      evidence: `${file.name}, SHA-256 ${file.sha256}`,
      retracted: false,
    });
    await keepFile(change, licence, id, file, findings);
    return { passes: findings.passes };
  });
};

/**
 * The NHS accepts or rejects what was handed in last. Refuses a decision on anything else than what waits, one dated
 * before the handing-in, and one from the long-stop on, when what was not accepted has already become a fee.
 */
export const decideDeliverable = (
  ask: Ask,
  { reference, handedIn, decision, on, reason }: DeliverableDecision,
) =>
  asOneChange(ask, async (change) => {
    const licence = await findLicenceRow(change, reference);
    await inTurn(change, licence);
    const { component, deliverables, stop } = await standingOf(change, licence);
    const said = await saidAbout(change, licence, component);
    const submitted = said.find(({ kind, factId }) => kind === "submitted" && factId === handedIn);
    if (!submitted) throw new Refusal("bad_input", "Nothing was handed in under this name", "handedIn");
    const { deliverable } = submitted;
    const last = said.findLast(
      ({ kind, ...fact }) => kind === "submitted" && fact.deliverable === deliverable,
    );
    if (last?.factId !== handedIn)
      throw new Refusal("changed_meanwhile", "It was handed in again meanwhile. Read the new file first");
    const state = deliverables.find(({ name }) => name === deliverable)?.state;
    if (on >= stop)
      throw new Refusal(
        "cannot_do_that_now",
        `Nothing is accepted from ${formatDate(stop)} on: what was not accepted before is charged`,
        "on",
      );
    if (state === "accepted" || state === "late" || state === "rejected")
      throw new Refusal("changed_meanwhile", "Somebody decided this meanwhile. Read the page again");
    if (on < submitted.on)
      throw new Refusal("bad_input", `It was handed in on ${formatDate(submitted.on)}`, "on");
    const about = { licence: reference, component, on, evidence: reason, retracted: false } as const;
    if (decision === "accept")
      await addFact(change, licence, {
        ...about,
        fact: "accepted",
        id: `accepted ${deliverable}`,
        body: { deliverable },
      });
    else
      await addFact(change, licence, {
        ...about,
        fact: "rejected",
        id: rejectedId(handedIn),
        body: { deliverable, reason },
      });
  });

/** Names the n-th handing-in of a day; the first has no number. */
const handedInId = (deliverable: string, on: string, count: number) =>
  `submitted ${deliverable} ${on}${count > 1 ? ` ${count}` : ""}`;

// The engine reads facts of one day in the order of their names: this stands after the handing-in and before the next.
const rejectedId = (handedIn: string) => `${handedIn} (rejected)`;

async function handedInToday({ tx, today }: Change, licence: Licence, deliverable: string): Promise<number> {
  const first = handedInId(deliverable, today, 1);
  const rows = await tx
    .selectDistinct({ factId: facts.factId })
    .from(facts)
    .where(and(eq(facts.licenceId, licence.id), eq(facts.kind, "submitted"), eq(facts.on, today)));
  return rows.filter(({ factId }) => factId === first || factId.startsWith(`${first} `)).length;
}

async function standingOf(at: Change | Reading, licence: Licence) {
  const { contract, facts, basis } = await planOfLicence(at, licence);
  return deliverablesOf(contract, facts, at.today, (supposed) => planLicence(contract, supposed, basis));
}

const bodySchema = z.object({ deliverable: z.string(), reason: z.string().optional() });

/** What was handed in, accepted and rejected, in the order in which it was said; each as its last version says. */
async function saidAbout({ tx, today }: Change | Reading, licence: Licence, component: string) {
  const rows = await tx
    .selectDistinctOn([facts.factId])
    .from(facts)
    .where(
      and(
        eq(facts.licenceId, licence.id),
        eq(facts.component, component),
        inArray(facts.kind, ["submitted", "accepted", "rejected"]),
      ),
    )
    .orderBy(asc(facts.factId), desc(facts.version));
  return rows
    .filter(({ known, retracted }) => known <= today && !retracted)
    .sort(
      (a, b) =>
        a.reportedAt.getTime() - b.reportedAt.getTime() || inOrder(a.on, b.on) || inOrder(a.factId, b.factId),
    )
    .map(({ kind, factId, on, body, reportedByName }) => ({
      kind,
      factId,
      on,
      ...bodySchema.parse(body),
      by: reportedByName,
    }));
}

const inOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
