import Link from "next/link";
import { civil, daysBetween, formatDate } from "#server/lib/dates.ts";
import type { Task } from "#server/reporting/dashboards/task.ts";
import { EmptyState } from "./layout-parts.tsx";
import { StatusTag, type Tone } from "./status-tag.tsx";

/** What waits for the person, the most pressing first: how long, what it is, and the way to do it. */
export function Tasks({ tasks, today, empty }: { tasks: readonly Task[]; today: string; empty: string }) {
  if (tasks.length === 0) return <EmptyState title="Nothing needs you">{empty}</EmptyState>;
  return (
    <ul className="mb-8 !max-w-none list-none border-t border-line p-0">
      {tasks.map((task) => (
        <li
          key={`${task.href} ${task.title}`}
          className="grid gap-x-4 border-b border-line py-3 sm:grid-cols-[8.5rem_1fr_auto]"
        >
          <span>
            <Waiting task={task} today={today} />
          </span>
          <div>
            <div className="font-semibold">{task.title}</div>
            <div className="text-[0.9375rem] text-ink-2">{task.note}</div>
          </div>
          <Link href={task.href}>
            {task.action}
            <span className="sr-only">: {task.title}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Waiting({ task: { day, late }, today }: { task: Task; today: string }) {
  const [tone, words] = waiting(day, late, today);
  return (
    <span title={day ? formatDate(day) : undefined}>
      <StatusTag tone={tone}>{words}</StatusTag>
    </span>
  );
}

function waiting(day: string | null, late: boolean, today: string): [Tone, string] {
  if (day === null) return ["wait", "waits"];
  const days = daysBetween(civil(today), civil(day));
  if (days === 0) return ["wait", "today"];
  const count = `${Math.abs(days)} ${Math.abs(days) === 1 ? "day" : "days"}`;
  if (days > 0) return ["neutral", `in ${count}`];
  return late ? ["bad", `${count} late`] : ["wait", `for ${count}`];
}
