import { sql } from "drizzle-orm";
import { boolean, index, jsonb, pgEnum, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { allNoticeKinds } from "../enums.ts";
import { organisations, people, sideEnum } from "./access.ts";
import { civilDate, id, instant } from "./columns.ts";

export const noticeKindEnum = pgEnum("notice_kind", allNoticeKinds);

/** Something that people are told of: each thing once to a side, whatever runs twice. */
export const notices = pgTable(
  "notices",
  {
    id: id(),
    kind: noticeKindEnum("kind").notNull(),
    /** What it is about, and which of several: "OFR-2026-0001 lapses in 7". */
    thing: text("thing").notNull(),
    side: sideEnum("side").notNull(),
    /** The buyer whom it concerns; null when it concerns the NHS alone. */
    organisationId: uuid("organisation_id").references(() => organisations.id),
    subject: text("subject").notNull(),
    /** What the mail says, a paragraph each. */
    paragraphs: jsonb("paragraphs").notNull(),
    link: text("link").notNull(),
    /** The number of the document that goes along with the mail. */
    attachment: text("attachment"),
    toldOn: civilDate("told_on").notNull(),
    toldAt: instant("told_at").notNull(),
  },
  (t) => [unique("each_thing_is_told_once").on(t.kind, t.thing, t.side)],
);

/** Who reads a notice, by mail as well or on their first page alone, and when it was mailed. */
export const noticeReaders = pgTable(
  "notice_readers",
  {
    noticeId: uuid("notice_id")
      .notNull()
      .references(() => notices.id),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    byMail: boolean("by_mail").notNull(),
    mailedAt: instant("mailed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.noticeId] }),
    index("notices_to_mail").on(t.personId).where(sql`${t.byMail} and ${t.mailedAt} is null`),
  ],
);

/** What a person chose to be told by mail or on their first page alone; of what is not here, by mail. */
export const noticeChoices = pgTable(
  "notice_choices",
  {
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    kind: noticeKindEnum("kind").notNull(),
    byMail: boolean("by_mail").notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.kind] })],
);
