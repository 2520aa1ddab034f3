import type { Tone } from "#app/_components/status-tag.tsx";
import type { EnquiryStatus } from "#server/catalogue/enquiries/forms.ts";
import { daysBetween, londonDate } from "#server/lib/dates.ts";

export const statusOf: Record<EnquiryStatus, { words: string; tone: Tone }> = {
  waiting: { words: "waits for the NHS", tone: "wait" },
  answered: { words: "answered", tone: "good" },
  closed: { words: "closed", tone: "neutral" },
};

/** "Meridian waits for the NHS, 3 days", counted from the first message that the NHS has not answered. */
export function waitingInWords(
  { status, since, organisation }: { status: EnquiryStatus; since: Date; organisation: string },
  now: Date,
): string {
  if (status === "closed") return "Nobody waits";
  const days = Math.max(0, daysBetween(londonDate(since), londonDate(now)));
  const count = `${days} ${days === 1 ? "day" : "days"}`;
  if (status === "waiting") return `${organisation} waits for the NHS, ${days === 0 ? "since today" : count}`;
  return days === 0 ? "Answered today" : `Answered ${count} ago`;
}

export const instant = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  dateStyle: "long",
  timeStyle: "short",
});
