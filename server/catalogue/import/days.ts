import { isCivil, londonDate } from "#server/lib/dates.ts";

export type ReadDay = { day: string | null; sentence: string | null };

const open = /^(?:ongoing|continuous|present|to date|current|now)\.?$/i;
const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$/;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;
const slashed = /^(\d{1,2})[/.](\d{1,2})[/.](\d{2}|\d{4})$/;

/**
 * The day that a text names beyond doubt. Where day and month could change places, or a part is missing, there is none:
 * a wrong day looks exactly like a right one.
 */
export function dayOf(text: string): ReadDay {
  if (open.test(text))
    return { day: null, sentence: /^continuous$/i.test(text) ? null : "No day: read as still growing" };
  const plain = iso.exec(text);
  if (plain && isCivil(plain[1]!) && instant.test(text)) return dayOfInstant(plain[1]!, new Date(text));
  if (plain)
    return isCivil(plain[1]!)
      ? { day: plain[1]!, sentence: null }
      : { day: null, sentence: "There is no such day: left empty" };
  const parts = slashed.exec(text);
  if (!parts) return { day: null, sentence: "Not a day: left empty" };
  const [first, second] = [Number(parts[1]), Number(parts[2])];
  if (first <= 12 && second <= 12 && first !== second)
    return { day: null, sentence: "Day and month cannot be told apart: left empty" };
  const [month, date] = first > 12 ? [second, first] : [first, second];
  const day = `${yearOf(parts[3]!)}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
  return isCivil(day)
    ? { day, sentence: `Not written as a day should be: read as ${day}` }
    : { day: null, sentence: "There is no such day: left empty" };
}

/**
 * The day of an instant in London: a summer midnight there is 23:00 in UTC of the day before. The last minute of a written
 * day means that day.
 */
function dayOfInstant(written: string, at: Date): ReadDay {
  if (Number.isNaN(at.getTime())) return { day: null, sentence: "There is no such instant: left empty" };
  const day = londonDate(at);
  if (day === written) return { day, sentence: null };
  if (/T23:59/.test(at.toISOString()) && at.toISOString().startsWith(written))
    return { day: written, sentence: `An instant that ends its day: read as ${written}` };
  return { day, sentence: `An instant: its day in London is ${day}` };
}

const yearOf = (digits: string) =>
  digits.length === 4 ? digits : `${Number(digits) < 50 ? "20" : "19"}${digits}`;
