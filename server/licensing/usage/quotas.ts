import { grouped } from "#server/lib/money.ts";

/** What one organisation may send in a day: a meter that runs wild, or a token in wrong hands, fills no disk. */
const eventsADay = 5_000_000;

export const dayLimit = {
  limit: eventsADay,
  minutes: 24 * 60,
  said: `Your organisation has sent as many events as it may in a day: ${grouped(String(eventsADay))}`,
};

/** How much of an organisation may wait for a person's decision; nobody decides more. */
export const mostWaiting = 10_000;

export const tooManyWaiting = `${grouped(String(mostWaiting))} events of your organisation wait for a decision, and no more may. Send what belongs to a licence and its meter, or ask the NHS to decide on those`;
