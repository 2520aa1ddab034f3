import { startTestCluster } from "#db/test-cluster.ts";
import { drillBilling } from "#server/testing/drill.ts";
import { makeTemplates } from "#server/testing/templates.ts";

/** `npm run drill:billing -- [kills] [seed]`: 200 kills where nothing is said, on a random marketplace of its own. */
const [kills = "200", seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
const cluster = await startTestCluster();
try {
  await makeTemplates();
  const { rounds, differences, ...drilled } = await drillBilling({
    kills: Number(kills),
    seed: Number(seed),
  });
  process.stdout.write(
    `Seed ${seed}: killed ${drilled.kills} times in ${rounds} lives of the books, ${differences.length} differences\n`,
  );
  for (const difference of differences.slice(0, 20)) process.stdout.write(`${difference}\n`);
  if (differences.length > 0) process.exitCode = 1;
} finally {
  await cluster.stop();
}
