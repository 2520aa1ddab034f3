import journal from "#db/migrations/meta/_journal.json" with { type: "json" };
import type { Ask } from "#server/lib/change.ts";
import { lastBeat } from "./heartbeat.ts";

const longestSilenceSeconds = 120;

/** Why this installation cannot serve at the moment; empty when it can. */
export async function notReadyBecause(ask: Ask): Promise<string[]> {
  try {
    const { secondsAgo, migrations } = await lastBeat(ask);
    const reasons: string[] = [];
    if (secondsAgo === null || secondsAgo > longestSilenceSeconds)
      reasons.push(secondsAgo === null ? "no worker has run yet" : `no worker for ${secondsAgo} seconds`);
    if (secondsAgo !== null && migrations < journal.entries.length)
      reasons.push(`${migrations} of ${journal.entries.length} migrations are applied`);
    return reasons;
  } catch {
    // What is wrong with it belongs in the log of the database, not on a public page.
    return ["the database does not answer"];
  }
}
