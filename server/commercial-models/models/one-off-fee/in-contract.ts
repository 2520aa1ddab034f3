import { addDays, formatDate } from "#server/lib/dates.ts";
import { allocate, grouped, pounds } from "#server/lib/money.ts";
import { type Agreed, listed } from "../../engine/in-contract.ts";
import type { Words } from "../../engine/model.ts";
import type { Instalment, Terms } from "./terms.ts";

/** How the instalments of the price lists read within a sentence; any other is named by its day or milestone. */
const reads: Readonly<Record<string, string>> = {
  Signature: "on signature",
  "Data received": "when the data are received",
  "First results": "with the first results",
};

/** "£113,880.00: £45,552.00 on signature, …; what has not happened by 30 April 2029 lapses". */
export const inContract: Words<Terms>["inContract"] = ({ fee, instalments, acceleration }, agreed) => {
  const parts = allocate(
    fee,
    instalments.map(({ weight }) => BigInt(weight)),
  );
  const lapsing = instalments.filter(lapses).map((one) => lastDayOf(one, agreed));
  const oneDay = new Set(lapsing).size === 1 ? lapsing[0] : undefined;
  const said = instalments.map((one, index) => {
    const when = whenDue(one);
    const until = lapses(one) && oneDay === undefined ? ` by ${formatDate(lastDayOf(one, agreed))}` : "";
    return instalments.length === 1 ? `${when}${until}` : `${pounds(parts[index]!)} ${when}${until}`;
  });
  const rest =
    lapsing.length === 0
      ? ""
      : `; what has not happened by ${oneDay === undefined ? "its day" : formatDate(oneDay)} lapses`;
  return [
    `The licensee pays a fee of ${pounds(fee)}${said.length === 1 ? " " : ": "}${said.join(", ")}${rest}.`,
    ...instalments.flatMap(({ label, on }) =>
      on !== undefined && label in reads
        ? [`The instalment ${reads[label]} is invoiced on ${formatDate(on)}.`]
        : [],
    ),
    ...instalments.flatMap(({ plannedQuantity, ...one }, index) =>
      plannedQuantity === undefined
        ? []
        : [
            `The instalment ${whenDue(one)} is sized for a quantity of ${grouped(plannedQuantity)}. Once, the quantity that is reached sizes it again: ${pounds(parts[index]!)} × quantity reached ÷ ${grouped(plannedQuantity)}.`,
          ],
    ),
    ...(acceleration && instalments.some(({ on }) => on !== undefined && on > agreed.term.from)
      ? [
          `If the licence ends early because the licensee broke this agreement, the instalments that have a day (${listed(
            instalments.filter(({ on }) => on !== undefined).map(({ label }) => `“${label}”`),
          )}) all fall due on that day.`,
        ]
      : []),
  ];
};

const lapses = ({ milestone, longStop, atLongStop }: Instalment): boolean =>
  milestone !== undefined && (atLongStop === "lapses" || longStop === undefined);

/** The last day on which its milestone still counts: that of the term, unless another is agreed. */
const lastDayOf = ({ longStop }: Instalment, { term }: Agreed) => addDays(longStop ?? term.to, -1);

function whenDue({
  label,
  on,
  milestone,
  longStop,
  atLongStop,
}: Omit<Instalment, "plannedQuantity">): string {
  if (on !== undefined) return reads[label] ?? `on ${formatDate(on)} (“${label}”)`;
  const when = reads[milestone!] ?? `when “${milestone}” is reached`;
  return atLongStop === "falls_due" && longStop !== undefined
    ? `${when}, on ${formatDate(longStop)} at the latest`
    : when;
}
