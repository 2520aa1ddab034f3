import { startTestCluster } from "#db/test-cluster.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { aMeteredLicence, aToken, sends } from "#server/testing/usage.ts";
const cluster = await startTestCluster();
try {
  await using market = await marketplace();
  const licence = await aMeteredLicence(market);
  const { secret } = await aToken(market, market.people.anthony);
  for (let round = 0; round < 5; round++) {
    const bodies = Array.from({ length: 20 }, (_, i) => JSON.stringify({ events: Array.from({ length: 1000 }, (_, j) => ({ source: "b", id: `${round}-${i * 1000 + j}`, licence, quantity: `${j % 97}.5`, at: "2026-11-24T08:00:00Z" })) }));
    const t = performance.now();
    for (const body of bodies) { const r = await sends(market, secret, body); if (r.status !== 200) throw new Error(JSON.stringify(r)); }
    console.log(round, Math.round(20000 / (performance.now() - t) * 1000));
  }
} finally { await cluster.stop(); }
