import { startTestCluster } from "#db/test-cluster.ts";

/** One cluster for the whole run; each test that needs a database clones its own. */
export async function setup() {
  const cluster = await startTestCluster();
  return () => cluster.stop();
}
