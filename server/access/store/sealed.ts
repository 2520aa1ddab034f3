import { and, eq, gt, sql } from "drizzle-orm";
import { keptForms } from "#db/schema/sent.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";
import type { Context } from "#server/trpc.ts";
import { asSystem } from "../as-system.ts";
import { countTry } from "./rate-limit.ts";

const limit = { limit: 60, minutes: 60 };

/** Keeps what is sealed for a day; not where as much was kept from the same address within the hour. */
export async function keepSealed(ctx: Context, row: { keyHash: string; sealed: string }): Promise<boolean> {
  try {
    await countTry(ctx, `form kept from ${ctx.from.address}`, limit);
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
  await asOneChange(asSystem(ctx), ({ tx }) => tx.insert(keptForms).values({ ...row, keptAt: sql`now()` }));
  return true;
}

/** Another text under the same key, in place of the one before; its day does not begin anew. */
export const sealAgain = (ctx: Context, { keyHash, sealed }: { keyHash: string; sealed: string }) =>
  asOneChange(asSystem(ctx), ({ tx }) =>
    tx.update(keptForms).set({ sealed }).where(eq(keptForms.keyHash, keyHash)),
  );

export const readSealed = (ctx: Context, keyHash: string): Promise<string | null> =>
  asReading(asSystem(ctx), async ({ tx }) => {
    const [row] = await tx
      .select({ sealed: keptForms.sealed })
      .from(keptForms)
      .where(and(eq(keptForms.keyHash, keyHash), gt(keptForms.keptAt, sql`now() - interval '1 day'`)));
    return row?.sealed ?? null;
  });

export const forgetSealed = (ctx: Context, keyHash: string) =>
  asOneChange(asSystem(ctx), ({ tx }) => tx.delete(keptForms).where(eq(keptForms.keyHash, keyHash)));
