import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { sentForms } from "#db/schema/sent.ts";
import { canonical } from "#server/lib/canonical.ts";
import type { Change } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";

type Sent = { requestKey?: string | undefined };

/**
 * Does what a form asks for, once: sent again under the key that its page gave it, by a second press, by Back or by a
 * browser that lost the answer, it is answered as before and does nothing. Under the same key with other words it is refused.
 * In the caller's change, so that what was done and that it was done commit together. Without a key it is simply done.
 */
export async function once<Input extends Sent, Answer extends object | undefined>(
  change: Change,
  input: Input,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const { tx, actor, now } = change;
  const { requestKey: key, ...words } = input;
  if (!key || actor.kind !== "person") return work();
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`form ${actor.personId} ${key}`}, 0))`,
  );
  const sha256 = createHash("sha256").update(canonical(words)).digest("hex");
  const [before] = await tx
    .select()
    .from(sentForms)
    .where(and(eq(sentForms.personId, actor.personId), eq(sentForms.key, key)));
  if (before) {
    if (before.sha256 === sha256) return (before.answer ?? undefined) as Answer;
    throw new Refusal(
      "changed_meanwhile",
      "This form was sent already, and done. Open the page again to send something else",
    );
  }
  const answer = await work();
  await tx.insert(sentForms).values({ personId: actor.personId, key, sha256, answer, sentAt: now });
  return answer;
}
