import { kinds } from "#server/commercial-models/index.ts";
import { fitting, secondOf, valid } from "#server/commercial-models/second/agree.ts";
import { asOneChange } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import { writeFact } from "#server/licensing/settlement/store/facts.ts";
import { aMarketplace } from "./licences.ts";

const buyers = ["meridian", "corvus", "halden", "astral", "northgate"] as const;

/**
 * A marketplace with so many licences of the nine models in turn, with random terms and facts, on which nothing was billed
 * yet; a fact becomes known on its own day, and nothing that would be refused is among them. The same seed makes the same marketplace. Some licences ask for sums that
 * nobody bills without a person's word, and will be parked.
 */
export async function aRandomMarket(seed: number, many: number) {
  const market = await aMarketplace();
  for (let index = 0; index < many; index++) {
    const model = await secondOf[kinds[index % kinds.length]!]();
    const { input: random } = fitting(model, valid(model, seed + index));
    const licence = await market.aLicence({
      buyer: buyers[index % buyers.length]!,
      terms: random.terms as Parameters<typeof market.aLicence>[0]["terms"],
      startsOn: random.term.from,
      endsOn: random.term.to,
      title: `Project ${index + 1}`,
      unsettled: true,
    });
    await asOneChange(market.asSystem(random.term.from), async (change) => {
      for (const { fact, id, on, known, version, component, ...body } of random.facts)
        await writeFact(
          change,
          licence,
          {
            licence: licence.reference,
            ...(component && { component: "access" }),
            fact,
            id,
            on: civil(on),
            body,
            evidence: "",
            retracted: false,
          },
          { version: Number(version ?? 1), known },
        );
    });
  }
  return market;
}
