import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { events } from "#db/schema/audit.ts";
import { licences } from "#db/schema/licences.ts";
import { walk } from "#server/demonstration/deals.ts";
import { system } from "#server/lib/actor.ts";
import { asReading } from "#server/lib/change.ts";
import { aSubscription, marketplace } from "#server/testing/marketplace.ts";
import { suspendOrRestore } from "./entitlements.ts";

test("of two managers who stop one access at once one does it, and the other is told", async () => {
  await using market = await marketplace();
  const { licence: reference } = await walk(market.on(market.today), market.cast, aSubscription);
  const stop = () =>
    suspendOrRestore(market.as(market.people.james), {
      reference: reference!,
      move: "suspend",
      reason: "A report is two months late",
    });
  const ends = await Promise.allSettled([stop(), stop(), stop(), stop()]);
  const told = ends.flatMap((end) => (end.status === "rejected" ? [end.reason.code] : []));
  expect(told).toHaveLength(3);
  for (const code of told) expect(["changed_meanwhile", "cannot_do_that_now"]).toContain(code);
  const [[licence], stopped] = await asReading(market.as(system), async ({ tx }) => [
    await tx.select().from(licences).where(eq(licences.reference, reference!)),
    await tx.$count(events, and(eq(events.subject, reference!), eq(events.type, "licence.suspended"))),
  ]);
  expect([licence!.status, stopped]).toEqual(["suspended", 1]);
});
