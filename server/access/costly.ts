import type { Ask } from "#server/lib/change.ts";
import { plainRefusal } from "#server/lib/http.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { turns } from "#server/lib/turns.ts";
import { countTry } from "./store/rate-limit.ts";

const said = "You have asked for many files in a short time";
/** Nobody reads faster than this; a person who is signed in is known, and asks for more. */
const limits = {
  visitor: { limit: 20, minutes: 5, said },
  person: { limit: 120, minutes: 5, said },
  allVisitors: { limit: 300, minutes: 5, said: "Many people ask for files at the moment" },
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
export async function costly(
  ask: Ask & { from: { address: string } },
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    await countCostly(ask);
    return await inTurn(work);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return plainRefusal(error);
  }
}

async function countCostly(ask: Ask & { from: { address: string } }) {
  if (ask.actor.kind === "person")
    return countTry(ask, `costly work of ${ask.actor.personId}`, limits.person);
  await countTry(ask, `costly work from ${ask.from.address}`, limits.visitor);
  await countTry(ask, "costly work of visitors", limits.allVisitors);
}
