import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { documents } from "#db/schema/documents.ts";
import { walk } from "#server/demonstration/deals.ts";
import { system } from "#server/lib/actor.ts";
import { asReading } from "#server/lib/change.ts";
import { aSubscription, marketplace } from "#server/testing/marketplace.ts";
import { readOffer } from "./pages.ts";

test.each([
  ["US", "O", 0n],
  ["IM", "S", 2000n],
  ["GB", "S", 2000n],
  [undefined, "S", 2000n],
] as const)(
  "used by people in %s, a subscription of a company in the UK is billed in category %s",
  async (usedIn, category, rateBp) => {
    await using market = await marketplace();
    const deal = { ...aSubscription, ...(usedIn && { usedIn }) };
    const { offer, licence } = await walk(market.on(market.today), market.cast, deal);
    const { contract } = await readOffer(market.as(market.cast.signatory), offer!);
    expect(contract.usedIn).toBe(usedIn === "GB" ? undefined : usedIn);
    expect(licence).toBeDefined();
    const [first] = await asReading(market.as(system), ({ tx }) =>
      tx.select().from(documents).where(eq(documents.type, "invoice")),
    );
    expect([first!.vatCategory, first!.vatPence * 10_000n]).toEqual([category, first!.netPence * rateBp]);
  },
);
