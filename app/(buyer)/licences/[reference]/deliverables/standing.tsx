import { Figures } from "#app/_components/layout-parts.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { formatDate } from "#server/lib/dates.ts";
import { percent, pounds, sum } from "#server/lib/money.ts";

/** How much is still to be accepted, what being late costs, and what is paid instead of data that never came. */
export function Standing({
  page,
  isOver,
}: {
  page: AppOutputs["licensing"]["deliverables"];
  isOver: boolean;
}) {
  const { length } = page.deliverables;
  const open = openOnes(page);
  const damages = sum(page.deliverables.map(({ damagesSoFar }) => damagesSoFar?.net ?? 0n));
  return (
    <Figures
      items={[
        {
          label: isOver ? "Accepted" : "Still to be accepted",
          value: isOver ? `${length - open.length} of ${length}` : `${open.length} of ${length}`,
          note: isOver ? undefined : nextDue(open),
        },
        {
          label: isOver ? "Damages for delay" : "Damages so far",
          value: pounds(damages),
          note: page.damagesBpPerWeek
            ? `${percent(page.damagesBpPerWeek)} of its value for each started week late, at most ${percent(page.damagesCapBp)}`
            : "This contract asks for none",
          ...(damages > 0n && { tone: "bad" as const }),
        },
        {
          label: isOver ? "Fee for what was not accepted" : "Fee if nothing more is accepted",
          value: pounds(page.fee?.net ?? 0n),
          note: page.fee ? `without VAT, on ${formatDate(page.fee.on)}` : "All is accepted",
        },
      ]}
    />
  );
}

/** What was not accepted yet. */
export const openOnes = ({ deliverables }: AppOutputs["licensing"]["deliverables"]) =>
  deliverables.filter(({ acceptedOn }) => acceptedOn === null);

function nextDue(open: readonly { name: string; due: string }[]) {
  const [next] = [...open].sort((a, b) => (a.due < b.due ? -1 : 1));
  return next ? `${next.name} is due on ${formatDate(next.due)}` : "Nothing is open";
}
