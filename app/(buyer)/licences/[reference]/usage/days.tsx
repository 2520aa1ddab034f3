import { BarChart } from "#app/_components/chart.tsx";
import { modelFace } from "#app/_components/models.ts";
import { Day, Money } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { addDays, type CivilDate, daysBetween, formatDateShort, type Period } from "#server/lib/dates.ts";
import { bandInWords, inUnits } from "#server/licensing/usage/bands.ts";

type Usage = AppOutputs["licensing"]["usageOfLicence"];

const perDay = { sum: "Used", count: "Events", max: "Highest", unique: "New", latest: "Latest" } as const;

/** Each day so far: a small chart of what was used, and a table of what it comes to. */
export function Days({ usage: { terms, days, period } }: { usage: Usage }) {
  const what = perDay[terms.aggregation];
  const used = new Map(days.map(({ on, quantity }) => [on, quantity]));
  return (
    <>
      <BarChart
        title={`${what} by day, in the unit ${terms.unit}`}
        series={[{ name: what, colour: modelFace.usage_based.colour }]}
        bars={shown(period, days.at(-1)?.on).map((on) => ({
          label: formatDateShort(on),
          values: [used.get(on) ?? 0n],
        }))}
        figure={inUnits}
      />
      <Table
        caption="Usage against charge by day"
        rows={days.toReversed()}
        rowKey={({ on }) => on}
        columns={[
          { header: "Day", cell: ({ on }) => <Day date={on} /> },
          { header: what, amount: true, cell: ({ quantity }) => inUnits(quantity) },
          { header: "So far", amount: true, cell: ({ cumulative }) => inUnits(cumulative) },
          {
            header: "Band",
            cell: ({ band, cumulative }) =>
              band === null
                ? cumulative === 0n
                  ? "nothing used"
                  : "within the free allowance"
                : `${band + 1}: ${bandInWords(terms, band)}`,
          },
          { header: "Charge so far", amount: true, cell: ({ charge }) => <Money pence={charge} /> },
        ]}
      />
    </>
  );
}

const mostBars = 62;

/** The days of a chart: the whole period, and of a long one the days up to the last so far. */
function shown({ from, to }: Period, last: CivilDate | undefined): CivilDate[] {
  const length = daysBetween(from, to);
  const first =
    length <= mostBars
      ? 0
      : Math.max(0, Math.min(daysBetween(from, last ?? from), length - 1) - mostBars + 1);
  return Array.from({ length: Math.min(length, mostBars) }, (_, index) => addDays(from, first + index));
}
