import type { Answer } from "#app/_components/form-state.ts";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { withDates } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";

const mostFaults = 5;

/** What a statement comes to before it is sent, in pounds; or the first of its faults, by line. */
export function previewOf({ faults, sums }: AppOutputs["licensing"]["previewStatement"]): Answer {
  const more = faults.length - mostFaults;
  return {
    facts: sums
      ? [
          ...sums.figures.map(([label, amount]): [string, string] => [label, pounds(amount)]),
          [sums.totalLabel, pounds(sums.total)],
        ]
      : [],
    lines: [
      ...faults
        .slice(0, mostFaults)
        .map(({ line, sentence }) => `${line > 1 ? `Row ${line - 1}: ` : ""}${withDates(sentence)}`),
      ...(more > 0 ? [`And ${counted(more, "fault")} more.`] : []),
    ],
  };
}
