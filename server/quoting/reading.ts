import { formatDate } from "#server/lib/dates.ts";
import { counted } from "#server/lib/words.ts";
import type { QuoteBody, QuoteLine } from "./body.ts";

/** The sentences of a quote, said alike on the page and on paper. */

export function calendarSentence({ calendar }: QuoteBody): string {
  const { applyBy, signBy, startsOn, earliest } = calendar;
  return earliest
    ? `Too late to start on ${formatDate(startsOn)}: the earliest start is ${formatDate(earliest)}, if you apply today.`
    : `Apply by ${formatDate(applyBy)}, sign by ${formatDate(signBy)}, to start by ${formatDate(startsOn)}.`;
}

/** How the days are counted. */
export function calendarSteps({ calendar, sets }: QuoteBody): string[] {
  const { approvals, approvalDays, signDays, leadDays, unstated, earliest, offerBy } = calendar;
  const who = { approver: "an approver", finance: "finance", board: "the board" };
  const working = (days: number) => counted(days, "working day");
  return [
    `To decide and approve, by ${approvals.map((one) => who[one]).join(" and ")}: ${working(approvalDays)}`,
    `To sign, by both sides: ${working(signDays)}${earliest ? "" : `, so the offer is to stand by ${formatDate(offerBy)}`}`,
    ...(leadDays > 0 ? [`To make the data ready: ${working(leadDays)}`] : []),
    ...(unstated.length > 0
      ? [
          sets.length > 1
            ? `To make the data ready, not stated for ${unstated.join(", ")}: ask the custodian`
            : "To make the data ready, not stated: ask the custodian",
        ]
      : []),
  ];
}

/** What a line is about: one of the datasets, or the project as a whole. */
export const lineTitle = ({ sets }: QuoteBody, { set }: QuoteLine): string =>
  sets.find(({ slug }) => slug === set)?.title ?? "The project";

/** The steps of a line, as a sum to check by hand. */
export const workingsOf = ({ steps }: QuoteLine): string => steps.map(({ workings }) => workings).join("; ");

export const yearsInWords = (years: number): string => (years === 1 ? "1 year" : `${years} years`);

/** "1 September 2028 to 31 August 2029"; one day where it is one, as what is settled after the end may be. */
export const daysInWords = (
  { from, to }: { from: string; to: string },
  written: (day: string) => string = formatDate,
): string => (from === to ? written(from) : `${written(from)} to ${written(to)}`);
