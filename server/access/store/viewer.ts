import { eq } from "drizzle-orm";
import { installation } from "#db/schema/access.ts";
import { asReading } from "#server/lib/change.ts";
import { type Context, isConfirmed } from "#server/trpc.ts";
import { roleTitles } from "../roles.ts";
import { membershipsOf } from "./sessions.ts";

/** Who is signed in, in words for the page shell. Null: nobody. */
export async function viewerOf(ctx: Context) {
  const { actor } = ctx;
  if (actor.kind !== "person") return null;
  return {
    id: actor.personId,
    name: actor.name,
    roles: [...actor.roles],
    roleTitles: actor.roles.map((role) => roleTitles[role]),
    organisation: { id: actor.organisationId, name: actor.organisationName, side: actor.side },
    memberships: await membershipsOf({ ...ctx, actor }),
    confirmed: isConfirmed(ctx),
  };
}

/** What every page says about the installation. */
export async function installationOf(ctx: Context) {
  const [row] = await asReading(ctx, ({ tx }) =>
    tx.select({ legalName: installation.legalName }).from(installation).where(eq(installation.id, 1)),
  );
  return { demo: ctx.demo, businessDate: ctx.today, legalName: row?.legalName ?? "" };
}
