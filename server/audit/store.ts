import { type SQL, sql } from "drizzle-orm";
import { events } from "#db/schema/audit.ts";
import { actorName } from "#server/lib/actor.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import { addRows } from "#server/lib/rows.ts";
import type { BusinessEvent } from "./events.ts";

/** What happened to which record. `subject` is the reference people know the record by. */
export type Happened = { subject: string; event: BusinessEvent; organisationId: string | null };

/**
 * Writes what happened in the transaction in which it happened. An event that concerns a buyer goes on that buyer's
 * chain, others on the NHS's. The database chains and hashes it.
 */
export const record = (
  change: Change,
  subject: string,
  event: BusinessEvent,
  organisationId: string | null,
) => recordAll(change, [{ subject, event, organisationId }]);

/**
 * Takes the ends of these chains until the commit, always in one order. Whoever goes on to lock what all share, as the
 * counters of documents, takes them before, so that nobody holds a chain and waits for one who waits for it.
 */
export async function lockChains({ tx }: Change, organisationIds: readonly (string | null)[]) {
  const chains = [...new Set(organisationIds.map(chainOf))];
  await tx.execute(
    sql`select from chain_heads where chain = any (${sql.param(chains)}::text[]) order by chain for update`,
  );
}

const chainOf = (organisationId: string | null) => organisationId ?? "nhs";

/** The same for many things that happened in one transaction, in their order. */
export async function recordAll(change: Change, happened: readonly Happened[]) {
  const { tx, actor, now, today } = change;
  if (happened.length > 1)
    await lockChains(
      change,
      happened.map(({ organisationId }) => organisationId),
    );
  await addRows(
    tx,
    events,
    happened.map(({ subject, event, organisationId }) => ({
      chain: chainOf(organisationId),
      organisationId,
      type: event.type,
      subject,
      facts: event.facts,
      actor: actor.kind === "person" ? actor.personId : actor.kind,
      actorName: actorName(actor),
      at: now,
      businessDate: today,
      // Place and hashes are calculated by the trigger chain_event; these are overwritten.
      sequence: 1,
      previousHash: "",
      hash: "",
    })),
  );
}

/** What a row says, as one figure that an event keeps: by the law's own function, which `verify` asks again. */
export async function digestOf({ tx }: Change, figure: SQL): Promise<string> {
  const { rows } = await tx.execute<{ sha256: string }>(sql`select ${figure} as sha256`);
  return rows[0]!.sha256;
}

/**
 * The end of every chain: of events, and of the changes of rows ("rows of nhs"). Kept elsewhere, they show later whether
 * a chain lost its end.
 */
export async function chainHeads({ tx }: Pick<Reading, "tx">) {
  const { rows } = await tx.execute<{ chain: string; sequence: string; hash: string }>(
    sql`select chain, sequence, hash from chain_heads
      union all select 'rows of ' || chains.chain, head.sequence, head.hash
        from (select id::text as chain from organisations
          union all select unnest(array['nhs', 'anybody'])
          union all select 'system ' || lane from generate_series(0, 7) lane) chains,
        lateral (select c.sequence, c.hash from changes c where c.chain = chains.chain order by c.sequence desc limit 1) head
      order by chain`,
  );
  return rows.map(({ chain, sequence, hash }) => ({ chain, sequence: Number(sequence), hash }));
}
