import { and, desc, eq, gte } from "drizzle-orm";
import type { z } from "zod";
import { allNoticeKinds, type NoticeKind } from "#db/enums.ts";
import { noticeChoices, noticeReaders, notices } from "#db/schema/notices.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading } from "#server/lib/change.ts";
import { addDays } from "#server/lib/dates.ts";
import { Refusal } from "#server/lib/refusal.ts";
import type { choiceSchema } from "../form.ts";
import { noticeKinds } from "../kinds.ts";

type Reading = Ask & { actor: Person };

/** What this person was told in the last thirty days, newest first, ten at most. */
export const latestNotices = (ask: Reading) =>
  asReading(ask, ({ tx, today }) =>
    tx
      .select({ id: notices.id, subject: notices.subject, link: notices.link, toldOn: notices.toldOn })
      .from(notices)
      .innerJoin(noticeReaders, eq(noticeReaders.noticeId, notices.id))
      .where(and(eq(noticeReaders.personId, ask.actor.personId), gte(notices.toldOn, addDays(today, -30))))
      .orderBy(desc(notices.toldAt), desc(notices.thing))
      .limit(10),
  );

/** The kinds that may reach somebody in these roles, and how they have chosen to be told of each. */
export const noticeChoicesOf = (ask: Reading) =>
  asReading(ask, async ({ tx }) => {
    const rows = await tx.select().from(noticeChoices).where(eq(noticeChoices.personId, ask.actor.personId));
    return allNoticeKinds
      .filter((kind) => mayReach(ask.actor, kind))
      .map((kind) => ({
        kind,
        title: noticeKinds[kind].title,
        always: noticeKinds[kind].always === true,
        byMail: rows.find((row) => row.kind === kind)?.byMail ?? true,
      }));
  });

const mayReach = ({ side, roles }: Person, kind: NoticeKind) => {
  const { to } = noticeKinds[kind];
  // What names its readers one by one may reach anybody.
  if (Object.keys(to).length === 0) return true;
  return (to[side] ?? []).some((group) => group.some((role) => roles.includes(role)));
};

/** How a person is told from now on: the kinds that are ticked by mail, the others on their first page alone. */
export const chooseNotices = (ask: Reading, { byMail }: z.output<typeof choiceSchema>) =>
  asOneChange(ask, async ({ tx, actor }) => {
    if (actor.kind !== "person") throw new Refusal("not_signed_in", "Sign in to do this");
    for (const kind of allNoticeKinds.filter((one) => mayReach(actor, one) && !noticeKinds[one].always))
      await tx
        .insert(noticeChoices)
        .values({ personId: actor.personId, kind, byMail: byMail.includes(kind) })
        .onConflictDoUpdate({
          target: [noticeChoices.personId, noticeChoices.kind],
          set: { byMail: byMail.includes(kind) },
        });
  });
