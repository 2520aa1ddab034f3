import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { organisations } from "#db/schema/access.ts";
import { readInvoice } from "#server/billing/documents/store/invoices.ts";
import { asOneChange } from "#server/lib/change.ts";
import { workspace } from "#server/reporting/dashboards/store/workspace.ts";
import { aMarketplace } from "#server/testing/licences.ts";
import { listParked } from "./parked.ts";
import { settleOrPark } from "./parking.ts";

const monthly = { kind: "subscription", tiers: { s: 2_481_000 }, tier: "s", periodMonths: 1 } as const;

test("£2,446.47 waits for the purchase order number that Northgate requires, in sight of both sides, and is issued when it is there", async () => {
  await using market = await aMarketplace();
  const licence = await market.aLicence({ buyer: "northgate", terms: monthly, startsOn: "2026-04-01" });
  const number = (purchaseOrder: string | null, day: string) =>
    asOneChange(market.asSystem(day), ({ tx }) =>
      tx.update(organisations).set({ purchaseOrder }).where(eq(organisations.id, licence.organisationId)),
    );
  const tasks = async (day: string) => {
    const { wendy } = market.people;
    const { tasks } = await workspace({ ...market.ask(day, wendy), actor: wendy });
    return tasks.filter(({ href }) => href === "/organisation").map(({ title, note }) => `${title}: ${note}`);
  };

  await number(null, "2026-04-20");
  expect(await settleOrPark(market.asSystem("2026-05-01"), licence.id)).toBeNull();
  const [parked] = await listParked(market.asSystem("2026-05-01"));
  // £24,810.00 × 31/365 days = £2,107.15 and £421.43 of VAT.
  expect([parked!.because, parked!.reason]).toEqual([
    "purchase_order_missing",
    "Northgate University owes a purchase order number; documents of £2,528.58 wait for it",
  ]);
  expect(await tasks("2026-05-01")).toEqual([
    "Give your purchase order number: You require one on invoices; documents of £2,528.58 under 1 licence wait for it. Enter it for your organisation",
  ]);

  await number("NU-9", "2026-05-06");
  const settled = await settleOrPark(market.asSystem("2026-05-06"), licence.id);
  expect(settled?.issued).toEqual(["INV-000002"]);
  const invoice = await readInvoice(market.asSystem("2026-05-06"), "INV-000002");
  expect([invoice.purchaseOrder, invoice.issuedOn, invoice.taxPoint, invoice.dueOn]).toEqual([
    "NU-9",
    "2026-05-06",
    "2026-05-06",
    "2026-06-05",
  ]);
  expect([await listParked(market.asSystem("2026-05-06")), await tasks("2026-05-06")]).toEqual([[], []]);
});
