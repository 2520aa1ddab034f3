import type { Ask } from "#server/lib/change.ts";
import { plainRefusal } from "#server/lib/http.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { turns } from "#server/lib/turns.ts";
import { countTry } from "./store/rate-limit.ts";

type Asking = Ask & { from: { address: string } };

/** How often in five minutes: a visitor from one address, a person, and all visitors together. */
type Limits = { visitor: number; person: number; allVisitors: number; said: string };
/** Nobody reads faster than this; a person who is signed in is known, and asks for more. */
const files: Limits = {
  visitor: 20,
  person: 120,
  allVisitors: 300,
  said: "Files were asked for very often in a short time",
};
/** Moving its sliders asks for nothing, so who opens it as often as this is no reader. */
const simulator: Limits = {
  visitor: 60,
  person: 300,
  allVisitors: 1200,
  said: "The simulator was opened very often in a short time",
};

const inTurn = turns({
  atOnce: 1,
  mostWaiting: 8,
  said: "Many files are being made at the moment. Try again in a moment",
  retryAfter: 10,
});

/**
 * Makes for anybody what takes the processor for more than a tenth of a second, such as a paper: counted by the address
 * of the caller and for all visitors together, and one after the other, so that pages are answered in between. Whoever
 * asks for too much, or comes while many wait, is told so in a sentence, with 429 or 503 and when to come back.
 */
export async function costly(ask: Asking, work: () => Promise<Response>): Promise<Response> {
  try {
    await count(ask, "files", files);
    return await inTurn(work);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return plainRefusal(error);
  }
}

/** Counts an opening of the simulator, the page that takes longest to draw. Refuses `too_many_tries`. */
export const countSimulator = (ask: Asking): Promise<void> => count(ask, "simulator", simulator);

async function count(ask: Asking, what: string, { visitor, person, allVisitors, said }: Limits) {
  const upTo = (limit: number) => ({ limit, minutes: 5, said });
  if (ask.actor.kind === "person") return countTry(ask, `${what} of ${ask.actor.personId}`, upTo(person));
  await countTry(ask, `${what} from ${ask.from.address}`, upTo(visitor));
  await countTry(ask, `${what} of visitors`, upTo(allVisitors));
}
