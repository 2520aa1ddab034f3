"use client";
import Link from "next/link";
import { useEffect, useState } from "react";
import { Button } from "#app/_components/button.tsx";
import { modelFace } from "#app/_components/models.ts";
import { modelOf } from "#server/commercial-models/index.ts";
import { breakEvenSales, type Forecast } from "#server/commercial-models/simulation/simulation.ts";
import { formatDate, withDates } from "#server/lib/dates.ts";
import { type Pence, pounds } from "#server/lib/money.ts";
import { approvalsNeeded } from "#server/pricing/rules.ts";
import { roughPounds } from "./forecast-fields.ts";
import { dependsOnSuccess, millions, type Result, riskWords } from "./results.ts";

/** One model looked at closely: what it says, when it breaks even, who must approve, and how every year came about. */
export function Chosen({
  result,
  feeTotal,
  forecast,
  canApply,
}: {
  result: Result;
  feeTotal: Pence | null;
  forecast: Forecast;
  canApply: boolean;
}) {
  const { offered, terms, base, worst, risk } = result;
  const { kind, policy } = offered;
  const face = modelFace[kind];
  const breakEven = useBreakEven(result, feeTotal, forecast);
  return (
    <section
      className="mt-6 rounded-md border border-line border-l-[6px] p-5"
      style={{ borderLeftColor: face.colour }}
      aria-label={`${face.title}, closer`}
    >
      <div className="flex flex-wrap items-start justify-between gap-4">
        <h2 className="!mt-0">
          {face.title}: {millions(base.total)} over {forecast.years} {forecast.years === 1 ? "year" : "years"}
        </h2>
        {canApply && (
          <Button kind="commit" name="do" value={`apply:${kind}`}>
            Make these my terms
          </Button>
        )}
      </div>
      <p>
        {modelOf(kind).sentence(terms)} {breakEven && <>{breakEven} </>}
        {dependsOnSuccess(kind) && forecast.chance < 100 && (
          <>
            In the {100 - forecast.chance}% of cases without a product you pay{" "}
            <strong>{millions(worst.total)}</strong>.{" "}
          </>
        )}
        {riskWords[risk]}
      </p>
      <p>
        {approvalWords(approvalsNeeded(policy, base.total))} <Link href="/models">What the nine mean</Link>
      </p>
      <details className="!max-w-none">
        <summary>See every year’s workings</summary>
        {base.byYear.map((total, year) => (
          <YearOf
            key={`${kind}-${formatYear(forecast, year)}`}
            result={result}
            year={year}
            total={total}
            forecast={forecast}
          />
        ))}
      </details>
    </section>
  );
}

const formatYear = ({ startsOn }: Forecast, year: number) => String(Number(startsOn.slice(0, 4)) + year);

function YearOf({
  result,
  year,
  total,
  forecast,
}: {
  result: Result;
  year: number;
  total: Pence;
  forecast: Forecast;
}) {
  const flows = result.base.flows.filter((flow) => flow.year === year);
  return (
    <section>
      <h3>
        {year < forecast.years ? `Contract year ${year + 1}` : "After the end"}, from{" "}
        {formatYear(forecast, year)}
      </h3>
      {flows.length === 0 ? (
        <p className="text-ink-2">Nothing is paid.</p>
      ) : (
        <dl className="block text-[0.9375rem]">
          {flows.flatMap((flow, index) => {
            const key = `${flow.on} ${index}`;
            return [
              <div key={key} className="flex justify-between gap-6 border-b border-line py-1">
                <dt>
                  {formatDate(flow.on)}
                  {flow.form === "in_kind" ? ", in kind" : ""}
                  {flow.lines.map((line) => (
                    <span key={`${line.description} ${line.workings}`} className="block text-ink-2">
                      {line.description}: {withDates(line.workings)}
                      {flow.lines.length > 1 ? ` (${pounds(line.net)})` : ""}
                    </span>
                  ))}
                </dt>
                <dd className="amount">{pounds(flow.amount)}</dd>
              </div>,
            ];
          })}
          <div className="flex justify-between gap-6 py-1 font-semibold">
            <dt>In the year</dt>
            <dd className="amount">{pounds(total)}</dd>
          </div>
        </dl>
      )}
    </section>
  );
}

const who = { approver: "an approver", finance: "finance", board: "the board" } as const;

function approvalWords(needed: readonly (keyof typeof who)[]): string {
  const names = needed.map((one) => who[one]);
  const list = names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0];
  return `At this value ${list} of the NHS must agree.`;
}

/** Calculated a moment after the last slider moved: it asks the engine some thirty times. */
function useBreakEven({ offered, terms }: Result, feeTotal: Pence | null, forecast: Forecast): string | null {
  const [words, setWords] = useState<string | null>(null);
  useEffect(() => {
    setWords(null);
    if (feeTotal === null || !dependsOnSuccess(offered.kind)) return;
    const wait = setTimeout(() => {
      const sales = breakEvenSales(terms, forecast, feeTotal);
      setWords(
        sales === null
          ? "It costs more than the one-off fee whatever you sell."
          : `It costs as much as the one-off fee at peak sales of ${roughPounds(Math.round(sales / 100_000) * 100_000)} a year.`,
      );
    }, 300);
    return () => clearTimeout(wait);
  }, [offered.kind, terms, feeTotal, forecast]);
  return words;
}
