import type { ReactNode } from "react";
import { type Pence, pounds } from "#server/lib/money.ts";
import { Table } from "./table.tsx";

export type Bar = { label: string; values: readonly Pence[]; href?: string };
export type Series = { name: string; colour: string };

/** Bars on one scale, first and last label only; the same figures stand in a table one click away. */
export function BarChart({
  title,
  series,
  bars,
  figure = pounds,
}: {
  title: string;
  series: readonly Series[];
  bars: readonly Bar[];
  /** How a value reads, where it is no money. */
  figure?: (value: bigint) => string;
}) {
  const most = bars.flatMap(({ values }) => values).reduce((a, b) => (a > b ? a : b), 1n);
  return (
    <figure className="mb-6">
      <figcaption className="mb-2 font-semibold">{title}</figcaption>
      <Legend series={series} />
      <div className="flex h-40 items-end gap-1 border-b border-ink-2" aria-hidden="true">
        {bars.map(({ label, values }) => (
          <div key={label} className="flex h-full flex-1 items-end gap-px">
            {values.map((value, index) => (
              <div
                key={series[index]!.name}
                className="bar min-h-px flex-1"
                style={{ height: `${share(value, most)}%`, background: series[index]!.colour }}
              />
            ))}
          </div>
        ))}
      </div>
      <div className="flex justify-between text-sm text-ink-2" aria-hidden="true">
        <span>{bars[0]?.label}</span>
        <span>{bars.at(-1)?.label}</span>
      </div>
      <Figured title={title} series={series} bars={bars} figure={figure} />
    </figure>
  );
}

/** One bar in parts, for what is outstanding by age and the like. */
export function StackedBar({
  title,
  parts,
}: {
  title: string;
  parts: readonly { name: string; colour: string; value: Pence; href?: string }[];
}) {
  const whole = parts.reduce((total, { value }) => total + value, 0n);
  return (
    <figure className="mb-6">
      <figcaption className="mb-2 font-semibold">{title}</figcaption>
      <div className="flex h-6 overflow-hidden rounded-[3px] bg-wash" aria-hidden="true">
        {parts.map(
          ({ name, colour, value }) =>
            value > 0n && (
              <div
                key={name}
                className="bar"
                style={{ width: `${share(value, whole)}%`, background: colour }}
              />
            ),
        )}
      </div>
      <ul className="mt-2 flex !max-w-none list-none flex-wrap gap-x-5 p-0 text-[0.9375rem]">
        {parts.map(({ name, colour, value, href }) => (
          <li key={name} className="flex items-center gap-2">
            <span className="bar h-3 w-3 rounded-[2px]" style={{ background: colour }} aria-hidden="true" />
            {href ? <a href={href}>{name}</a> : name} {pounds(value)}
          </li>
        ))}
      </ul>
      <Figured
        title={title}
        series={[{ name: "Amount", colour: "" }]}
        bars={parts.map(({ name, value }) => ({ label: name, values: [value] }))}
      />
    </figure>
  );
}

const Legend = ({ series }: { series: readonly Series[] }) =>
  series.length > 1 && (
    <ul className="mb-2 flex list-none gap-5 p-0 text-[0.9375rem]">
      {series.map(({ name, colour }) => (
        <li key={name} className="flex items-center gap-2">
          <span className="bar h-3 w-3 rounded-[2px]" style={{ background: colour }} aria-hidden="true" />
          {name}
        </li>
      ))}
    </ul>
  );

function Figured({
  title,
  series,
  bars,
  figure = pounds,
}: {
  title: string;
  series: readonly Series[];
  bars: readonly Bar[];
  figure?: (value: bigint) => string;
}): ReactNode {
  return (
    <details>
      <summary>Show the figures as a table</summary>
      <Table
        caption={title}
        hideCaption
        rows={bars}
        rowKey={({ label }) => label}
        columns={[
          { header: "What", cell: ({ label, href }) => (href ? <a href={href}>{label}</a> : label) },
          ...series.map(({ name }, index) => ({
            header: name,
            amount: true,
            cell: (bar: Bar) => figure(bar.values[index] ?? 0n),
          })),
        ]}
      />
    </details>
  );
}

// Lengths on a screen, not money: a whole number of hundredths is enough.
const share = (value: Pence, whole: Pence) =>
  whole <= 0n || value <= 0n ? 0 : Number((value * 10_000n) / whole) / 100;
