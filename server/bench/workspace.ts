import { performance } from "node:perf_hooks";
import { signInAsDemo } from "#server/access/store/demo.ts";
import { system } from "#server/lib/actor.ts";
import { civil } from "#server/lib/dates.ts";
import { workspace } from "#server/reporting/dashboards/store/workspace.ts";
import { aMarketplace } from "#server/testing/licences.ts";
import { pages } from "./pages.ts";

const today = civil("2026-11-24");

/**
 * The workspace of a buyer with so many royalty licences, each with a statement due within ninety days: what the server
 * reads for it, and the page drawn and sent, beside a page of the same shell that asks for nothing.
 */
export async function benchWorkspace(licences: number) {
  await using market = await aMarketplace();
  for (let number = 0; number < licences; number++)
    await market.aLicence({
      buyer: "meridian",
      title: `Deal ${number}`,
      terms: { kind: "royalty", bands: [{ upTo: null, rateBp: 300 }], estimateLate: true },
      startsOn: "2026-07-01",
      months: 36,
    });
  const { anthony } = market.people;
  const read: number[] = [];
  for (let count = 0; count < 7; count++) {
    const since = performance.now();
    await workspace(market.ask(today, anthony));
    read.push(performance.now() - since);
  }
  const now = new Date();
  const session = await signInAsDemo(
    { db: market.db, actor: system, now, today, demo: true, from: { address: "127.0.0.1", device: "Bench" } },
    anthony.personId,
  );
  const [drawn, bare] = await pages(market.appUrl, ["/workspace", "/accessibility"], 11, session.token);
  const middle = read.sort((a, b) => a - b)[3]!;
  process.stdout.write(
    `Workspace with ${licences} licences: read ${Math.round(middle)} ms, the page ${Math.round(drawn)} ms; a bare page of the same shell ${Math.round(bare)} ms\n`,
  );
}
