import { type Forecast, forecastSchema } from "#server/commercial-models/simulation/simulation.ts";
import { addMonths, type CivilDate } from "#server/lib/dates.ts";
import { percent } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";

/** What can be moved: each slider goes through sensible steps, and says what it stands at. */
export type Slider = {
  name: Exclude<keyof Forecast, "startsOn">;
  label: string;
  steps: readonly number[];
  words: (value: number, forecast: Forecast) => string;
};

const range = (from: number, to: number, step: number) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
/** 1, 1.2, 1.5 … in each power of ten: even steps to the eye over amounts that differ a thousandfold. */
const rising = (from: number, decades: number) => [
  0,
  ...range(0, decades - 1, 1).flatMap((power) =>
    [10, 12, 15, 18, 22, 27, 33, 39, 47, 56, 68, 82].map((part) => (part * from * 10 ** power) / 10),
  ),
  from * 10 ** decades,
];

const months = "January February March April May June July August September October November December".split(
  " ",
);
const monthOf = (day: CivilDate) => `${months[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;
const inYears = (count: number) => (count === 1 ? "1 year" : `${count} years`);

/** "£180 m", "£1.2 bn", "£45,000": for figures that are guesses. */
export function roughPounds(pounds: number): string {
  if (pounds >= 1_000_000_000) return `£${trimmed(pounds / 1_000_000_000)} bn`;
  if (pounds >= 1_000_000) return `£${trimmed(pounds / 1_000_000)} m`;
  return `£${pounds.toLocaleString("en-GB")}`;
}
const trimmed = (value: number) => value.toLocaleString("en-GB", { maximumFractionDigits: 2 });

export const sliders: readonly Slider[] = [
  {
    name: "firstSaleMonths",
    label: "First sale",
    steps: range(0, 120, 3),
    words: (value, { startsOn }) => monthOf(addMonths(startsOn, value)),
  },
  {
    name: "peakSales",
    label: "Peak sales a year",
    steps: rising(1_000_000, 4),
    words: roughPounds,
  },
  {
    name: "rampMonths",
    label: "From first sale to peak",
    steps: range(0, 120, 6),
    words: (value) => (value === 0 ? "at once" : counted(value, "month")),
  },
  {
    name: "chance",
    label: "Chance of success",
    steps: range(0, 100, 5),
    words: (value) => `${value}%`,
  },
  {
    name: "costPercent",
    label: "Direct costs",
    steps: range(0, 100, 2),
    words: (value) => `${value}% of sales`,
  },
  {
    name: "developmentCosts",
    label: "Costs a year until the first sale",
    steps: rising(100_000, 3),
    words: roughPounds,
  },
  {
    name: "usagePerMonth",
    label: "Rows queried a month",
    steps: rising(10_000, 5),
    words: (value) =>
      value >= 1_000_000 ? `${trimmed(value / 1_000_000)} m` : value.toLocaleString("en-GB"),
  },
  {
    name: "companyValue",
    label: "Company sold for, at the end",
    steps: rising(1_000_000, 4),
    words: roughPounds,
  },
  {
    name: "companyToday",
    label: "Company worth today",
    steps: rising(1_000_000, 4).slice(1),
    words: roughPounds,
  },
  {
    name: "users",
    label: "People who use the data",
    steps: [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100, 200, 500, 1_000],
    words: (value) => (value === 1 ? "1 person" : `${value.toLocaleString("en-GB")} people`),
  },
  { name: "years", label: "Length of the licence", steps: range(1, 10, 1), words: inYears },
  {
    name: "buyerRateBp",
    label: "Your discount rate",
    steps: range(0, 2_000, 50),
    words: (value) => percent(value),
  },
  {
    name: "nhsRateBp",
    label: "The NHS's discount rate",
    steps: range(0, 1_000, 50),
    words: (value) => percent(value),
  },
];

/** Defaults for an ordinary project that begins on a day: rates of present value as in server/decisions/0011. */
export const ordinary = (startsOn: CivilDate): Forecast => ({
  startsOn,
  years: 8,
  users: 5,
  firstSaleMonths: 48,
  peakSales: 180_000_000,
  rampMonths: 36,
  chance: 35,
  costPercent: 62,
  overheadPercent: 10,
  developmentCosts: 5_600_000,
  usagePerMonth: 6_800_000,
  companyToday: 50_000_000,
  companyValue: 470_000_000,
  buyerRateBp: 1_000,
  nhsRateBp: 350,
});

/** The step nearest to a value, for the place of the thumb. */
export const placeOf = ({ steps }: Slider, value: number): number =>
  steps.reduce(
    (best, step, index) => (Math.abs(step - value) < Math.abs(steps[best]! - value) ? index : best),
    0,
  );

/** A forecast as it stands behind the # of an address: it never travels to a server. */
export function asFragment(forecast: Forecast): string {
  return new URLSearchParams(
    Object.entries(forecast).map(([name, value]) => [name, String(value)]),
  ).toString();
}

/** Reads such a fragment; null when it holds no forecast. */
export function fromFragment(fragment: string, instead: Forecast): Forecast | null {
  const params = new URLSearchParams(fragment.replace(/^#/, ""));
  if (!params.has("years")) return null;
  const read = forecastSchema.safeParse({ ...instead, ...Object.fromEntries(params) });
  return read.success ? read.data : null;
}

/**
 * Reads the form: the exact forecast that the page holds, with every slider that was moved away from it. Without
 * JavaScript only the sliders move.
 */
export function fromForm(form: FormData, instead: Forecast): Forecast {
  const held = forecastSchema.safeParse(safeJson(String(form.get("forecast") ?? "")));
  const before = held.success ? held.data : instead;
  const moved = sliders.flatMap((slider) => {
    const sent = form.get(slider.name);
    if (sent === null || Number(sent) === placeOf(slider, before[slider.name])) return [];
    return [[slider.name, slider.steps[Number(sent)] ?? before[slider.name]] as const];
  });
  return { ...before, ...Object.fromEntries(moved) };
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
