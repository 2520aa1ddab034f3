import { civil } from "#server/lib/dates.ts";
import { aMarketplace, subscription } from "./licences.ts";
import { tampering } from "./tampering.ts";

export type WholeLife = Awaited<ReturnType<typeof aWholeLife>>;

/** A small marketplace with at least one row of everything that there can be, in the hands of somebody who may do everything. */
export async function aWholeLife() {
  const market = await aMarketplace();
  const licence = await market.aLicence({ buyer: "meridian", terms: subscription, startsOn: "2026-04-01" });
  await market.pay("2026-04-20", "57600", { document: "INV-000001" });
  const concession = { fact: "conceded", key: "access/2026-04-01", net: "2400000", reason: "Late refresh" };
  await market.report(licence, "2026-06-01", concession);
  await market.settle(licence, civil("2026-07-01"));
  const tamper = await tampering(market.name, civil("2026-07-01"));
  await tamper.fill();
  return {
    ...market,
    tamper,
    async [Symbol.asyncDispose]() {
      await tamper[Symbol.asyncDispose]();
      await market[Symbol.asyncDispose]();
    },
  };
}
