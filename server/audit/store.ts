import { events } from "#db/schema/audit.ts";
import { actorName } from "#server/lib/actor.ts";
import type { Change } from "#server/lib/change.ts";
import type { BusinessEvent } from "./events.ts";

/**
 * Writes what happened in the transaction in which it happened. `subject` is the reference people know the record by;
 * an event that concerns a buyer goes on that buyer's chain, others on the NHS's. The database chains and hashes it.
 */
export async function record(
  change: Change,
  subject: string,
  event: BusinessEvent,
  organisationId: string | null,
) {
  const { actor } = change;
  await change.tx.insert(events).values({
    chain: organisationId ?? "nhs",
    organisationId,
    type: event.type,
    subject,
    facts: event.facts,
    actor: actor.kind === "person" ? actor.personId : actor.kind,
    actorName: actorName(actor),
    at: change.now,
    businessDate: change.today,
    // Place and hashes are reckoned by the trigger chain_event; these are overwritten.
    sequence: 1,
    previousHash: "",
    hash: "",
  });
}
