import { modelFace, policyWords } from "#app/_components/models.ts";
import { ModelNumber } from "#app/_components/nine.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import type { Forecast } from "#server/commercial-models/simulation/simulation.ts";
import type { Pence } from "#server/lib/money.ts";
import type { View } from "./actions.ts";
import { CumulativeLines, YearBars } from "./charts.tsx";
import { cumulative, dependsOnSuccess, millions, type Offered, type Result, termsOf } from "./results.ts";

const toneOfPolicy = { routine: "info", needs_approval: "wait", needs_board: "bad" } as const;

/** One of the nine: its money by year on the scale of all nine, and what it comes to. Choosing it looks closer. */
export function Card({
  offered,
  result,
  view,
  forecast,
  years,
  most,
  isChosen,
  choose,
}: {
  offered: Offered;
  result: Result | null;
  view: Exclude<View, "table">;
  forecast: Forecast;
  years: number;
  most: Pence;
  isChosen: boolean;
  choose: () => void;
}) {
  const { kind, policy, standing } = offered;
  const face = modelFace[kind];
  const terms = termsOf(offered, forecast);
  const whyNot = typeof terms === "string" ? terms : null;
  return (
    <label
      className={`model-card ${result ? "cursor-pointer" : ""}`}
      data-chosen={(isChosen && result !== null) || undefined}
    >
      <span className="mb-2 flex flex-wrap items-center gap-2">
        <input
          type="radio"
          name="chosen"
          value={kind}
          checked={isChosen}
          onChange={choose}
          disabled={!result}
          className="sr-only"
        />
        <ModelNumber kind={kind} />
        <span className="flex-1 text-[1.0625rem] font-semibold">{face.title}</span>
        {result && (
          <span className="basis-full">
            <StatusTag tone={toneOfPolicy[policy]}>{policyWords[policy]}</StatusTag>
          </span>
        )}
      </span>
      {result ? (
        <>
          {view === "cumulative" ? (
            <CumulativeLines
              colour={face.colour}
              title={face.title}
              base={cumulative(result.base.byYear)}
              best={cumulative(result.best.byYear)}
              worst={cumulative(result.worst.byYear)}
              years={years}
              most={most}
              startsOn={forecast.startsOn}
            />
          ) : (
            <YearBars
              colour={face.colour}
              title={face.title}
              byYear={result.base.byYear}
              years={years}
              most={most}
              startsOn={forecast.startsOn}
            />
          )}
          <span className="card-figures">
            {figuresOf(result, view, forecast).map(([label, value]) => (
              <span key={label} className="flex justify-between gap-3">
                <span className="text-ink-2">{label}</span>
                <span className="font-semibold whitespace-nowrap">{value}</span>
              </span>
            ))}
          </span>
          {standing === "approval" && (
            <span className="text-[0.9375rem] text-ink-2">On approval for this dataset</span>
          )}
        </>
      ) : (
        <span className="text-ink-2">{whyNot}</span>
      )}
    </label>
  );
}

function figuresOf(
  { offered, base, best, worst, youPay, nhsReceives, risk }: Result,
  view: View,
  { years, chance }: Forecast,
): [string, string][] {
  const over = `${years} ${years === 1 ? "year" : "years"}`;
  const turnsOnSuccess = dependsOnSuccess(offered.kind);
  if (view === "receives")
    return [
      [`NHS receives, ${over}`, millions(nhsReceives.total)],
      ["Present value", millions(nhsReceives.presentValue)],
      [`At a ${chance}% chance`, millions(nhsReceives.onAverage)],
    ];
  if (view === "cumulative")
    return turnsOnSuccess
      ? [
          ["Half as much again", millions(best.total)],
          ["As forecast", millions(base.total)],
          ["Without a product", millions(worst.total)],
        ]
      : [["Whatever is sold", millions(base.total)]];
  return [
    [`You pay, ${over}`, millions(youPay.total)],
    ["Present value", millions(youPay.presentValue)],
    ["Risk lies with", risk],
  ];
}
