import { sql } from "drizzle-orm";
import { type Ask, asOneChange, type Change } from "#server/lib/change.ts";
import {
  type Outcome,
  settleOrParkEach,
  settleTogether,
} from "#server/licensing/settlement/store/parking.ts";

/** The first key of the lock that a batch takes when its turn to write has come; the second is the number of the run. */
const turnClass = 7_402;

type Also = (change: Change, outcome: Outcome, licences: number) => Promise<void>;
type Lane = {
  /** Its turn to write has come, or it never will. */
  turn: Promise<void>;
  /** Whether its first try was committed. */
  wrote: Promise<boolean>;
  outcome: Promise<Outcome>;
};

/**
 * Settles batches of licences, two at a time: while one is written, the next is read and planned. They write in their
 * order, so documents have the numbers that they would have one by one. A batch whose first try fails is settled anew, in
 * its turn and alone, and what stands in the way of one licence is found there.
 */
export async function settleInLanes(
  ask: Ask,
  runId: number,
  batches: readonly (readonly string[])[],
  also: Also,
): Promise<Outcome> {
  const total = { issued: 0, parked: 0 };
  const add = async (lane: Lane | undefined) => {
    const { issued, parked } = (await lane?.outcome) ?? { issued: 0, parked: 0 };
    total.issued += issued;
    total.parked += parked;
  };
  let before: Lane | undefined;
  for (const batch of batches) {
    const lane = begin(ask, runId, { batch, also, before });
    await lane.turn;
    await add(before);
    if (await follows(before)) before = lane;
    // Behind one that was settled anew it is settled anew as well; the next begins beside nobody.
    else {
      await add(lane);
      before = undefined;
    }
  }
  await add(before);
  return total;
}

const follows = async (before: Lane | undefined) => !before || (await before.wrote);

function begin(
  ask: Ask,
  runId: number,
  { batch, also, before }: { batch: readonly string[]; also: Also; before: Lane | undefined },
): Lane {
  const turn = signal<void>();
  const wrote = signal<boolean>();
  const firstTry = async (): Promise<Outcome> => {
    let tries = 0;
    return asOneChange(ask, async (change) => {
      // Begun again by the database's own choice: whoever waits behind it lets it go first.
      if (tries++ > 0) wrote.give(false);
      const ready = async () => {
        // The lock is the database's, so that it sees a circle of those who wait for each other.
        await change.tx.execute(sql`select pg_advisory_xact_lock(${turnClass}, ${runId}::int)`);
        if (before && !(await before.wrote)) throw new Error("The batch before is not written yet");
        turn.give();
      };
      const outcome = { issued: (await settleTogether(change, batch, ready)).length, parked: 0 };
      await also(change, outcome, batch.length);
      return outcome;
    });
  };
  const work = async (): Promise<Outcome> => {
    const written = await firstTry().catch(() => null);
    wrote.give(written !== null);
    turn.give();
    if (written) return written;
    await before?.outcome;
    return settleOrParkEach(ask, batch, also);
  };
  const outcome = work();
  // Whoever began it hears of its fault when it awaits it, which may be after the fault of the one before.
  outcome.catch(() => undefined);
  return { turn: turn.given, wrote: wrote.given, outcome };
}

/** A promise, and how to keep it; only the first time counts. */
function signal<Value>() {
  let give!: (value: Value) => void;
  const given = new Promise<Value>((resolve) => {
    give = resolve;
  });
  return { given, give };
}
