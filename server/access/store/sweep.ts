import { lt, sql } from "drizzle-orm";
import { codes, sessions } from "#db/schema/access.ts";
import { keptForms, sentForms } from "#db/schema/sent.ts";
import { type Ask, asOneChange } from "#server/lib/change.ts";
import { forgetOldTries } from "./rate-limit.ts";

/** Every night: what can sign nobody in any more, and counters that no window looks at. */
export async function sweep(ask: Ask) {
  await asOneChange(ask, async ({ tx }) => {
    await tx.delete(sessions).where(lt(sessions.expiresAt, sql`now()`));
    await tx.delete(keptForms).where(lt(keptForms.keptAt, sql`now() - interval '1 day'`));
    await tx.delete(sentForms).where(lt(sentForms.sentAt, sql`now() - interval '7 days'`));
    await tx.delete(codes).where(lt(codes.expiresAt, sql`now() - interval '1 day'`));
  });
  await forgetOldTries(ask);
}
