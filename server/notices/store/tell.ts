import { eq, inArray, or } from "drizzle-orm";
import type { NoticeKind, Role, Side } from "#db/enums.ts";
import { memberships, organisations } from "#db/schema/access.ts";
import { noticeChoices, noticeReaders, notices } from "#db/schema/notices.ts";
import { enqueue } from "#server/jobs/queue.ts";
import { system } from "#server/lib/actor.ts";
import { actAs, type Change } from "#server/lib/change.ts";
import { groupedBy } from "#server/lib/groups.ts";
import { addRows } from "#server/lib/rows.ts";
import { type Facts, noticeKinds } from "../kinds.ts";

export type Told = {
  kind: NoticeKind;
  /** What it is about, and which of several: told once, whatever runs twice. */
  thing: string;
  /** The buyer whom it concerns; null when it concerns the NHS alone. */
  organisationId: string | null;
  facts: Partial<Facts>;
  /** Who is told by name, besides those who hold the role. */
  people?: readonly string[];
  /** Instead of whom the kind names. */
  to?: Partial<Record<Side, Role[][]>>;
  attachment?: string;
};

export const tell = (change: Change, told: Told) => tellAll(change, [told]);

/**
 * Tells people what happened, in the change in which it happened: their first page shows it, and a job mails it to whoever
 * has it mailed. Nobody is told of what they did themselves. As many statements for a thousand as for one.
 */
export async function tellAll(change: Change, all: readonly Told[]): Promise<void> {
  if (all.length === 0) return;
  await actAs(change.tx, system);
  await write(change, all);
  await actAs(change.tx, change.actor);
}

async function write(change: Change, all: readonly Told[]) {
  const everybody = groupedBy(await readersOf(change, all), ({ side, organisationId }) =>
    side === "nhs" ? side : organisationId,
  );
  const wanted = all.flatMap((told) =>
    (["buyer", "nhs"] as const).flatMap((side) => {
      const there = everybody.get(side === "nhs" ? side : (told.organisationId ?? "")) ?? [];
      const ids = readersAmong(there, told, side).filter(
        (id) => change.actor.kind !== "person" || id !== change.actor.personId,
      );
      return ids.length === 0 ? [] : [{ told, side, ids }];
    }),
  );
  if (wanted.length === 0) return;
  const added = await change.tx
    .insert(notices)
    .values(wanted.map(({ told, side }) => noticeRow(change, told, side)))
    .onConflictDoNothing()
    .returning({ id: notices.id, kind: notices.kind, thing: notices.thing, side: notices.side });
  if (added.length === 0) return;
  const byMail = await mailedTo(
    change,
    wanted.flatMap(({ ids }) => ids),
  );
  const found = new Map(wanted.map((one) => [nameOf(one.told.kind, one.told.thing, one.side), one.ids]));
  await addRows(
    change.tx,
    noticeReaders,
    added.flatMap(({ id, kind, thing, side }) =>
      found.get(nameOf(kind, thing, side))!.map((personId) => ({
        noticeId: id,
        personId,
        byMail: byMail(personId, kind),
      })),
    ),
  );
  await enqueue(change, "notices.mail", {}, "now");
}

const nameOf = (...parts: string[]) => parts.join("\n");

type Reader = { personId: string; organisationId: string; side: Side; role: Role };

/** Whoever may be told of one of these: the organisations' people, the NHS's, and those who are named. */
const readersOf = ({ tx }: Change, all: readonly Told[]): Promise<Reader[]> => {
  const buyers = [...new Set(all.flatMap(({ organisationId }) => organisationId ?? []))];
  return tx
    .select({
      personId: memberships.personId,
      organisationId: memberships.organisationId,
      side: organisations.side,
      role: memberships.role,
    })
    .from(memberships)
    .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
    .where(or(eq(organisations.side, "nhs"), inArray(organisations.id, buyers)))
    .orderBy(memberships.personId);
};

/** Of those on one side, who is named, and whoever holds a role of the first group that anybody there holds. */
function readersAmong(there: readonly Reader[], { kind, people: named, to }: Told, side: Side): string[] {
  const groups = (to ?? noticeKinds[kind].to)[side] ?? [];
  const first = groups.find((roles) => there.some(({ role }) => roles.includes(role)));
  const readers = there.filter(({ personId, role }) => named?.includes(personId) || first?.includes(role));
  return [...new Set(readers.map(({ personId }) => personId))];
}

function noticeRow(
  { today, now }: Change,
  { kind, thing, organisationId, facts, attachment }: Told,
  side: Side,
): typeof notices.$inferInsert {
  const { subject, says, link } = noticeKinds[kind].words(facts as Facts, side);
  return {
    kind,
    thing,
    side,
    organisationId,
    subject,
    paragraphs: says,
    link,
    attachment: attachment ?? null,
    toldOn: today,
    toldAt: now,
  };
}

async function mailedTo({ tx }: Change, ids: readonly string[]) {
  const rows = await tx
    .select()
    .from(noticeChoices)
    .where(inArray(noticeChoices.personId, [...new Set(ids)]));
  const chosen = new Map(rows.map(({ personId, kind, byMail }) => [nameOf(personId, kind), byMail]));
  return (personId: string, kind: NoticeKind) =>
    noticeKinds[kind].always === true || (chosen.get(nameOf(personId, kind)) ?? true);
}
