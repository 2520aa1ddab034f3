import { startTestCluster } from "#db/test-cluster.ts";
import { makeTemplates } from "./testing/templates.ts";

/** One cluster for the whole run; each test that needs a database clones its own. */
export async function setup() {
  const cluster = await startTestCluster();
  try {
    await makeTemplates();
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return () => cluster.stop();
}
