import { formatDate } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";

/** Whole pence as pounds and pence. */
export const Money = ({ pence }: { pence: bigint }) => (
  <span className="whitespace-nowrap">{pounds(pence)}</span>
);

/** A civil date in words, for people and machines. */
export const Day = ({ date }: { date: string | null }) =>
  date ? <time dateTime={date}>{formatDate(date)}</time> : <>not set</>;
