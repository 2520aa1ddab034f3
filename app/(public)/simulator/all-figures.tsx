import { modelFace, policyWords } from "#app/_components/models.ts";
import { ModelNumber } from "#app/_components/nine.tsx";
import type { Kind } from "#server/commercial-models/index.ts";
import type { Forecast } from "#server/commercial-models/simulation/simulation.ts";
import { pounds } from "#server/lib/money.ts";
import { type Offered, type Result, termsOf } from "./results.ts";

/** The same figures as the charts, to the penny: a row a model, a column a contract year. */
export function AllFigures({
  offers,
  results,
  forecast,
  years,
}: {
  offers: readonly Offered[];
  results: ReadonlyMap<Kind, Result>;
  forecast: Forecast;
  years: number;
}) {
  const first = Number(forecast.startsOn.slice(0, 4));
  const columns = Array.from({ length: years }, (_, index) => String(first + index));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen is scrolled by keyboard too
    <section className="mb-6 overflow-x-auto" aria-label="All figures" tabIndex={0}>
      <table className="text-[0.9375rem]">
        <caption className="sr-only">What each model costs by contract year, without VAT</caption>
        <thead>
          <tr>
            <th scope="col">Model</th>
            {columns.map((name) => (
              <th key={name} scope="col" className="amount">
                {name}
              </th>
            ))}
            {[
              "Total",
              "Your present value",
              "NHS present value",
              "On average",
              "Half again",
              "No product",
            ].map((name) => (
              <th key={name} scope="col" className="amount">
                {name}
              </th>
            ))}
            <th scope="col">Risk lies with</th>
            <th scope="col">Policy</th>
          </tr>
        </thead>
        <tbody>
          {offers.map((offered) => {
            const { kind, policy } = offered;
            const result = results.get(kind);
            return (
              <tr key={kind}>
                <th scope="row">
                  <span className="flex items-center gap-2 whitespace-nowrap">
                    <ModelNumber kind={kind} /> {modelFace[kind].title}
                  </span>
                </th>
                {result ? (
                  <>
                    {columns.map((name, index) => (
                      <td key={name} className="amount">
                        {pounds(result.base.byYear[index] ?? 0n)}
                      </td>
                    ))}
                    <td className="amount font-semibold">{pounds(result.base.total)}</td>
                    <td className="amount">{pounds(result.youPay.presentValue)}</td>
                    <td className="amount">{pounds(result.nhsReceives.presentValue)}</td>
                    <td className="amount">{pounds(result.nhsReceives.onAverage)}</td>
                    <td className="amount">{pounds(result.best.total)}</td>
                    <td className="amount">{pounds(result.worst.total)}</td>
                    <td className="whitespace-nowrap">{result.risk}</td>
                    <td className="whitespace-nowrap">{policyWords[policy]}</td>
                  </>
                ) : (
                  <td colSpan={years + 8}>{String(termsOf(offered, forecast))}</td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
