import type { CivilDate } from "#server/lib/dates.ts";
import type { Pence } from "#server/lib/money.ts";
import { millions } from "./results.ts";

const [width, height] = [240, 84];

/** First and last contract year, by the calendar year in which they begin. */
const yearName = (startsOn: CivilDate, index: number) => String(Number(startsOn.slice(0, 4)) + index);

// Lengths on a screen, not money: hundredths of a unit are enough.
const tall = (value: Pence, most: Pence) =>
  value <= 0n ? 0 : Number((value * BigInt(height * 100)) / (most > 0n ? most : 1n)) / 100;

const inWords = (title: string, byYear: readonly Pence[], startsOn: CivilDate) =>
  `${title} by contract year: ${byYear.map((amount, index) => `${yearName(startsOn, index)} ${millions(amount)}`).join(", ")}`;

type Drawn = { title: string; colour: string; years: number; most: Pence; startsOn: CivilDate };

/** Bars by contract year on the scale of all nine. */
export function YearBars({
  title,
  colour,
  byYear,
  years,
  most,
  startsOn,
}: Drawn & { byYear: readonly Pence[] }) {
  const step = width / years;
  return (
    <Frame label={inWords(title, byYear, startsOn)} years={years} startsOn={startsOn}>
      {byYear.map((amount, index) => {
        const size = amount > 0n ? Math.max(1, tall(amount, most)) : 0;
        return (
          <rect
            key={yearName(startsOn, index)}
            x={index * step + step * 0.1}
            y={height - size}
            width={step * 0.8}
            height={size}
            fill={colour}
          />
        );
      })}
    </Frame>
  );
}

/** Three running totals: as forecast (solid), half as much again (dashed), without a product (dotted). */
export function CumulativeLines({
  title,
  colour,
  base,
  best,
  worst,
  years,
  most,
  startsOn,
}: Drawn & { base: readonly Pence[]; best: readonly Pence[]; worst: readonly Pence[] }) {
  const step = width / years;
  const path = (totals: readonly Pence[]) =>
    Array.from({ length: years }, (_, index) => totals[index] ?? totals.at(-1) ?? 0n)
      .map((total, index) => {
        const y = height - Math.max(total > 0n ? 1 : 0, tall(total, most));
        return `${index === 0 ? `M0 ${height} V${y}` : `V${y}`} H${(index + 1) * step}`;
      })
      .join(" ");
  return (
    <Frame
      label={`${inWords(title, base, startsOn)}, all added up; without a product ${millions(worst.at(-1) ?? 0n)}`}
      years={years}
      startsOn={startsOn}
    >
      <path d={path(best)} fill="none" stroke={colour} strokeWidth="1.5" strokeDasharray="5 3" />
      <path d={path(worst)} fill="none" stroke={colour} strokeWidth="1.5" strokeDasharray="1 3" />
      <path d={path(base)} fill="none" stroke={colour} strokeWidth="2.5" />
    </Frame>
  );
}

const Frame = ({
  label,
  years,
  startsOn,
  children,
}: {
  label: string;
  years: number;
  startsOn: CivilDate;
  children: React.ReactNode;
}) => (
  <span className="mb-3 block">
    <svg viewBox={`0 0 ${width} ${height + 1}`} role="img" aria-label={label} className="block w-full">
      {children}
      <line x1="0" x2={width} y1={height + 0.5} y2={height + 0.5} stroke="currentColor" strokeWidth="1" />
    </svg>
    <span className="flex justify-between text-sm text-ink-2" aria-hidden="true">
      <span>{yearName(startsOn, 0)}</span>
      <span>{yearName(startsOn, years - 1)}</span>
    </span>
  </span>
);
