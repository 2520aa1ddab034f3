import { hash as digest } from "node:crypto";
import { enqueue } from "#server/jobs/queue.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, type Change } from "#server/lib/change.ts";
import { faultInBody, refusalOf } from "#server/lib/input.ts";
import type { Received } from "./answers.ts";
import {
  bodyOf,
  isAhead,
  judge,
  londonDates,
  type Metered,
  type UsageEvent,
  type UsageException,
  type Weighed,
} from "./rules.ts";
import { addExceptions, hashesBefore, insertEvents, keyOf, meteredLicences } from "./store/events.ts";

/** What is wrong with an event as it was sent, so that nothing of the request is taken. */
export type Fault = { index: number; field: "at" | "subject"; sentence: string };
type Taking = Change & { actor: Person };

// Parameters of one statement stay small, however long a file is.
const chunk = 1000;

/**
 * Takes in events of one's own organisation, all or none, and promises their tally in the same transaction. What
 * cannot be counted goes to the exceptions queue. Refuses `bad_input` with every fault, "events[3].at" as its field.
 */
export const receiveUsage = (ask: Ask & { actor: Person }, events: readonly UsageEvent[]) =>
  asOneChange(ask, (change) =>
    takeIn({ ...change, actor: ask.actor }, events, (faults) => {
      throw refusalOf(
        faults.map(({ index, field, sentence }) => faultInBody(["events", index, field], sentence)),
      );
    }),
  );

/** The same in a change that does more. `refuse` is told every fault, and throws. */
export async function takeIn(
  change: Taking,
  events: readonly UsageEvent[],
  refuse: (faults: readonly Fault[]) => never,
): Promise<Received> {
  const references = [...new Set(events.map(({ licence }) => licence))];
  const licences = await meteredLicences(change, references, change.actor.organisationId);
  const dayOf = londonDates();
  const weighed = events.map((event): Weighed => {
    const on = dayOf(event.at);
    const hash = digest("sha256", JSON.stringify(bodyOf(event)));
    const judged = judge(event, licences.get(event.licence), on, change.today);
    return { event, key: keyOf(event.source, event.id), hash, on, judged };
  });
  const faults = faultsOf(weighed, change);
  if (faults.length) refuse(faults);

  const received: Received = { accepted: 0, duplicates: 0, exceptions: [] };
  const touched = new Set<string>();
  for (let from = 0; from < weighed.length; from += chunk) {
    const part = await takeChunk(change, weighed.slice(from, from + chunk), licences);
    received.accepted += part.accepted;
    received.duplicates += part.duplicates;
    received.exceptions.push(...part.exceptions);
    for (const licenceId of part.touched) touched.add(licenceId);
  }
  for (const licenceId of [...touched].sort()) await enqueue(change, "usage.tally", { licenceId }, licenceId);
  return received;
}

const faultsOf = (weighed: readonly Weighed[], clock: Change): Fault[] =>
  weighed.flatMap(({ event, on, judged }, index): Fault[] => {
    if (isAhead(event.at, on, clock))
      return [{ index, field: "at", sentence: `The event ${event.id} lies in the future` }];
    if ("meter" in judged && judged.meter.aggregation === "unique" && event.subject === undefined)
      return [
        {
          index,
          field: "subject",
          sentence: `The event ${event.id} names no subject, and this meter counts each subject once`,
        },
      ];
    return [];
  });

/** One insert for all that counts; then, only if something is left over, one look at what stood there before. */
async function takeChunk(
  change: Taking,
  weighed: readonly Weighed[],
  licences: ReadonlyMap<string, Metered>,
) {
  const toCount = new Map<string, Weighed>();
  for (const one of weighed) if ("meter" in one.judged && !toCount.has(one.key)) toCount.set(one.key, one);
  const added = await insertEvents(change, [...toCount.values()]);
  const isNew = (one: Weighed) => toCount.get(one.key) === one && added.has(one.key);
  const before = await hashesBefore(
    change,
    weighed.filter(({ key }) => !added.has(key)),
  );

  const queued: (Weighed & { reason: UsageException; licenceId: string | null })[] = [];
  let duplicates = 0;
  for (const one of weighed) {
    if (isNew(one)) continue;
    const standing = added.has(one.key) ? toCount.get(one.key)!.hash : before.get(one.key);
    if (standing === one.hash) duplicates++;
    else
      queued.push({
        ...one,
        reason: standing === undefined && "reason" in one.judged ? one.judged.reason : "conflict",
        licenceId: licences.get(one.event.licence)?.id ?? null,
      });
  }
  await addExceptions(change, queued);
  const accepted = [...toCount.values()].filter(isNew);
  return {
    accepted: accepted.length,
    duplicates,
    exceptions: queued.map(({ event, reason }) => ({ source: event.source, id: event.id, reason })),
    touched: accepted.flatMap(({ judged }) => ("meter" in judged ? [judged.licenceId] : [])),
  };
}
