import { addMonths, type CivilDate } from "#server/lib/dates.ts";
import { Refusal } from "#server/lib/refusal.ts";

const furthestStart = 24;

/** Refuses `bad_input` on `startsOn` where a licence would start in the past, or more than two years from today. */
export function demandStart(startsOn: string, today: CivilDate) {
  if (startsOn < today) throw new Refusal("bad_input", "The licence cannot start in the past", "startsOn");
  if (startsOn > addMonths(today, furthestStart))
    throw new Refusal("bad_input", "Choose a first day within the next two years", "startsOn");
}
