import "server-only";
import { countSimulator } from "#server/access/costly.ts";
import { createContext } from "#server/context.ts";
import { Refusal } from "#server/lib/refusal.ts";

/** Counts an opening of the simulator before anything of it is calculated; the front tells whoever opens it too often. */
export async function countSimulatorVisit(): Promise<void> {
  try {
    await countSimulator(await createContext());
  } catch (error) {
    // Of an error a page in the browser is told no more than its digest.
    throw error instanceof Refusal ? Object.assign(error, { digest: error.code }) : error;
  }
}
