import { connect } from "#db/client.ts";
import { startPostgres } from "#db/embedded.ts";
import { readClock } from "#server/access/store/clock.ts";
import { system } from "#server/lib/actor.ts";
import { verify } from "#server/reporting/verify/store/verify.ts";

/** Starts what was restored for as long as it takes to calculate every figure again, and says what came of it. */
export async function verified(
  dataDir: string,
  archive: string | undefined,
  demo: boolean,
): Promise<{ ok: boolean; sentence: string }> {
  const postgres = await startPostgres({ dataDir, archive });
  const db = connect(postgres.appUrl, { max: 1 });
  try {
    const { checks } = await verify({ db, actor: system, ...(await readClock(db, demo)) });
    const wrong = checks.filter(({ ok }) => !ok);
    return wrong.length === 0
      ? { ok: true, sentence: `Verified: ${checks.length} checks hold. Start it with npm start` }
      : {
          ok: false,
          sentence: `Not as it should be: ${wrong.map(({ name }) => name).join("; ")}. ${further}`,
        };
  } catch (error) {
    // A copy of an older release does not have every table that this one reads.
    return { ok: false, sentence: `It could not be verified (${reasonOf(error)}). ${further}` };
  } finally {
    await db.$client.end();
    await postgres.stop();
  }
}

const further =
  "npm start brings it to the code's level; npm run --silent verify then says more. Let nobody in before it holds";

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause ? reasonOf(cause) : message;
}
