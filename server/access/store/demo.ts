import { and, asc, desc, eq } from "drizzle-orm";
import { memberships, messages, organisations, people } from "#db/schema/access.ts";
import type { Role } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading } from "#server/lib/change.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import type { Context } from "#server/trpc.ts";
import { asSystem } from "../as-system.ts";
import { startSession } from "./sessions.ts";

/** The made-up people of a demonstration, by organisation; nobody elsewhere. */
export async function listDemoPeople(ask: Ask & { demo: boolean }) {
  if (!ask.demo) return [];
  const rows = await asReading(asSystem(ask), ({ tx }) =>
    tx
      .select({
        id: people.id,
        name: people.name,
        jobTitle: people.jobTitle,
        organisation: organisations.name,
        side: organisations.side,
        role: memberships.role,
      })
      .from(people)
      .innerJoin(memberships, eq(memberships.personId, people.id))
      .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
      .where(eq(people.demo, true))
      .orderBy(asc(organisations.name), asc(people.name), asc(memberships.role)),
  );
  const found = new Map<string, Omit<(typeof rows)[number], "role"> & { roles: Role[] }>();
  for (const { role, ...row } of rows) {
    const key = `${row.id} ${row.organisation}`;
    const person = found.get(key) ?? { ...row, roles: [] };
    person.roles.push(role);
    found.set(key, person);
  }
  return [...found.values()];
}

/** Signs in as a made-up person with one click. Refuses everywhere but in a demonstration, and for anybody real. */
export async function signInAsDemo(ask: Ask & Pick<Context, "demo" | "from">, personId: string) {
  if (!ask.demo) throw new Refusal("demo_only", "This works in demonstrations only");
  return asOneChange(asSystem(ask), async (change) => {
    const [person] = await change.tx
      .select()
      .from(people)
      .where(and(eq(people.id, personId), eq(people.demo, true)));
    if (!person) throw notFound();
    return startSession(change, person, "demo", ask);
  });
}

/** The mail that a demonstration would have sent, newest first. Not there otherwise. */
export function listMail(ask: Ask & { demo: boolean }) {
  if (!ask.demo) throw notFound();
  return asReading(asSystem(ask), ({ tx }) =>
    tx
      .select({
        id: messages.id,
        toAddress: messages.toAddress,
        subject: messages.subject,
        writtenAt: messages.writtenAt,
      })
      .from(messages)
      .orderBy(desc(messages.writtenAt), asc(messages.id))
      .limit(200),
  );
}

export async function readMail(ask: Ask & { demo: boolean }, id: string) {
  if (!ask.demo) throw notFound();
  const [message] = await asReading(asSystem(ask), ({ tx }) =>
    tx.select().from(messages).where(eq(messages.id, id)),
  );
  if (!message) throw notFound();
  return message;
}
