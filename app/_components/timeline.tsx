import Link from "next/link";
import type { ReactNode } from "react";
import { formatDateShort } from "#server/lib/dates.ts";

export type TimelineItem = {
  date: string;
  title: ReactNode;
  note?: ReactNode;
  state: "done" | "now" | "next";
  action?: { href: string; label: string };
};

const dots = {
  done: "bg-[#007f3b]",
  now: "bg-[#ffeb3b] border-[3px] border-[#212b32]",
  next: "bg-paper border-2 border-ink-2",
} as const;
const said = { done: "Done", now: "Needs you", next: "To come" } as const;

/** What happens when: done, needing somebody now, still to come. The state is said, not only coloured. */
export const Timeline = ({ items }: { items: readonly TimelineItem[] }) => (
  <ol className="relative mb-8 !max-w-none list-none border-l-2 border-line p-0 pl-6">
    {items.map(({ date, title, note, state, action }, index) => (
      // Two things may happen on one day; their order is what tells them apart.
      <li key={`${date}${index}`} className="relative mb-4 sm:grid sm:grid-cols-[7rem_1fr]">
        <span
          className={`absolute top-1 -left-[2.05rem] h-4 w-4 rounded-full ${dots[state]}`}
          aria-hidden="true"
        />
        <time dateTime={date} className="block text-ink-2">
          {formatDateShort(date)}
        </time>
        <div className={state === "now" ? "font-semibold" : undefined}>
          <span className="sr-only">{said[state]}: </span>
          {title} {action && <Link href={action.href}>{action.label}</Link>}
          {note && <div className="font-normal text-ink-2">{note}</div>}
        </div>
      </li>
    ))}
  </ol>
);
