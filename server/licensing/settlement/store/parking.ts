import { and, asc, eq, inArray } from "drizzle-orm";
import { memberships, people } from "#db/schema/access.ts";
import { licences } from "#db/schema/licences.ts";
import { offers, offerVersions } from "#db/schema/negotiation.ts";
import { parkedLicences } from "#db/schema/parked.ts";
import { asSystem } from "#server/access/as-system.ts";
import { record, recordAll } from "#server/audit/store.ts";
import { sendMail } from "#server/jobs/mail.ts";
import { type Ask, asOneChange, asReading, type Change, isOutage } from "#server/lib/change.ts";
import { log } from "#server/lib/log.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import { TooMuch } from "../limit-rules.ts";
import { WithoutPurchaseOrder } from "./limits.ts";
import { keepObligations } from "./obligations.ts";
import { parkedBecause } from "./parked.ts";
import { CannotBeCalculated, planOrNull, settleLicences } from "./settling.ts";

type Licence = typeof licences.$inferSelect;
type Reason = Pick<typeof parkedLicences.$inferInsert, "because" | "reason" | "amountPence">;

/**
 * The boundary round one licence: settles it in a change of its own. What stops that is kept with its reason, told once,
 * and stops nothing else; null then. A licence that settles again is parked no longer. Only what says nothing about the
 * licence is thrown: a database that is away, a service that is set up wrongly.
 */
export async function settleOrPark(ask: Ask, licenceId: string): Promise<{ issued: string[] } | null> {
  return boundary(ask, licenceId, async (change) => ({ issued: await settleTogether(change, [licenceId]) }));
}

/** What became of many: the numbers issued, and the licences that are parked. */
export type Outcome = { issued: number; parked: number };

/**
 * The same boundary round each of many, in their order, with what else `also` does in the change that settles some of
 * them. What stops some is looked for by halves, so that one licence that is parked costs its neighbours little.
 */
export async function settleOrParkEach(
  ask: Ask,
  licenceIds: readonly string[],
  also: (change: Change, outcome: Outcome, licences: number) => Promise<void>,
): Promise<Outcome> {
  const settleAll = async (change: Change): Promise<Outcome> => {
    const outcome = { issued: (await settleTogether(change, licenceIds)).length, parked: 0 };
    await also(change, outcome, licenceIds.length);
    return outcome;
  };
  if (licenceIds.length === 1) {
    const settled = await boundary(ask, licenceIds[0]!, settleAll);
    if (settled) return settled;
    const parked = { issued: 0, parked: 1 };
    await asOneChange(ask, (change) => also(change, parked, 1));
    return parked;
  }
  try {
    return await asOneChange(ask, settleAll);
  } catch (error) {
    if (isNobodys(error)) throw error;
  }
  const half = licenceIds.length >> 1;
  const first = await settleOrParkEach(ask, licenceIds.slice(0, half), also);
  const second = await settleOrParkEach(ask, licenceIds.slice(half), also);
  return { issued: first.issued + second.issued, parked: first.parked + second.parked };
}

/** Settles licences of which none, or only one, is parked. Returns the numbers issued. */
export async function settleTogether(
  change: Change,
  licenceIds: readonly string[],
  ready?: () => Promise<void>,
): Promise<string[]> {
  const issued = await settleLicences(change, licenceIds, ready);
  await unpark(change, licenceIds);
  return [...issued.values()].flat();
}

/** The same boundary for other work on one licence. */
export async function boundary<Result>(
  ask: Ask,
  licenceId: string,
  work: (change: Change) => Promise<Result>,
): Promise<Result | null> {
  try {
    return await asOneChange(ask, work);
  } catch (error) {
    if (isNobodys(error)) throw error;
    await park(asSystem(ask), licenceId, reasonOf(error, licenceId));
    return null;
  }
}

/** Without its database, set up wrongly, or with too much to do the service bills nobody, and no licence is to blame. */
const isNobodys = (error: unknown) =>
  isOutage(error) || (error instanceof Refusal && (error.code === "set_up_wrongly" || error.code === "busy"));

function reasonOf(error: unknown, licenceId: string): Reason {
  if (error instanceof TooMuch)
    return { because: "too_much", reason: error.message, amountPence: error.amount };
  if (error instanceof WithoutPurchaseOrder)
    return { because: "purchase_order_missing", reason: error.message, amountPence: error.amount };
  log.error(
    { error: error instanceof CannotBeCalculated ? error.cause : error, licenceId },
    "a licence cannot be settled",
  );
  const reason =
    error instanceof Refusal
      ? error.message
      : "What was reported under it leads to a sum that cannot be kept";
  return { because: "cannot_be_calculated", reason, amountPence: null };
}

/** Keeps why, and notifies the manager and finance where it is news. */
const park = (ask: Ask, licenceId: string, why: Reason) =>
  asOneChange(ask, async (change) => {
    // Held as whoever settles holds it: of two who park at once the second finds it told.
    const [licence] = await change.tx.select().from(licences).where(eq(licences.id, licenceId)).for("update");
    if (!licence) throw new Error(`There is no licence ${licenceId}`);
    await keepWhileParked(change, licence);
    const before = await parkedBecause(change, licenceId);
    const { organisationId, reference } = licence;
    await change.tx
      .insert(parkedLicences)
      .values({ licenceId, organisationId, ...why, parkedOn: change.today, parkedAt: change.now })
      .onConflictDoUpdate({ target: parkedLicences.licenceId, set: why });
    if (before?.because === why.because) return;
    const { because, reason } = why;
    await record(change, reference, { type: "licence.parked", facts: { because, reason } }, organisationId);
    await notify(change, licence, reason);
  });

/**
 * Nothing is billed, but what was promised stays promised: where there is a plan its rows are kept. Tried again every
 * night in any case, so it no longer counts as one that an upgrade has still to settle.
 */
async function keepWhileParked(change: Change, licence: Licence) {
  const planned = await planOrNull(change, licence);
  if (planned) await keepObligations(change, [{ licence, obligations: planned.promises }]);
  await change.tx
    .update(licences)
    .set({ nextStopOn: change.today })
    .where(and(eq(licences.id, licence.id), eq(licences.nextStopOn, "-infinity")));
}

async function unpark(change: Change, licenceIds: readonly string[]) {
  const gone = await change.tx
    .delete(parkedLicences)
    .where(inArray(parkedLicences.licenceId, [...licenceIds]))
    .returning({ licenceId: parkedLicences.licenceId });
  if (gone.length === 0) return;
  const unparked = await change.tx
    .select({ subject: licences.reference, organisationId: licences.organisationId })
    .from(licences)
    .where(
      inArray(
        licences.id,
        gone.map(({ licenceId }) => licenceId),
      ),
    )
    .orderBy(asc(licences.reference));
  await recordAll(
    change,
    unparked.map((one) => ({ ...one, event: { type: "licence.unparked", facts: {} } })),
  );
}

async function notify(change: Change, { offerId, reference, title }: Licence, reason: string) {
  const manager = await change.tx
    .select({ name: people.name, email: people.email })
    .from(offers)
    .innerJoin(
      offerVersions,
      and(eq(offerVersions.offerId, offers.id), eq(offerVersions.version, offers.version)),
    )
    .innerJoin(people, eq(people.id, offerVersions.authorId))
    .where(eq(offers.id, offerId));
  const finance = await change.tx
    .selectDistinct({ name: people.name, email: people.email })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(eq(memberships.role, "finance_officer"));
  const readers = new Map([...manager, ...finance].map((one) => [one.email, one.name]));
  for (const [email, name] of readers)
    await sendMail(change, {
      to: email,
      subject: `Nothing is billed under ${reference} for now`,
      body: [
        `Dear ${name},`,
        `The licence ${reference}, ${title}, is parked: nothing is billed under it until this is settled. ${reason}.`,
        "What is parked is listed at /finance/parked. All other licences go on.",
      ].join("\n\n"),
    });
}

/** Tries a parked licence again. Refuses with the reason that still stands. */
export async function settleParked(ask: Ask, reference: string): Promise<{ issued: string[] }> {
  const [licence] = await asReading(ask, ({ tx }) =>
    tx.select({ id: licences.id }).from(licences).where(eq(licences.reference, reference)),
  );
  if (!licence) throw notFound();
  const settled = await settleOrPark(ask, licence.id);
  if (settled) return settled;
  const still = await asReading(ask, (reading) => parkedBecause(reading, licence.id));
  throw new Refusal("cannot_do_that_now", still?.reason ?? "It cannot be settled yet");
}
