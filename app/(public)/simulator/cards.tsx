import type { Kind } from "#server/commercial-models/index.ts";
import type { Forecast } from "#server/commercial-models/simulation/simulation.ts";
import type { View } from "./actions.ts";
import { Card } from "./card.tsx";
import type { Offered, Result } from "./results.ts";

/** The nine side by side, all on one scale. */
export function Cards({
  offers,
  results,
  forecast,
  view,
  years,
  chosen,
  choose,
}: {
  offers: readonly Offered[];
  results: ReadonlyMap<Kind, Result>;
  forecast: Forecast;
  view: Exclude<View, "table">;
  years: number;
  chosen: Kind;
  choose: (kind: Kind) => void;
}) {
  const all = [...results.values()];
  const most = largest(
    view === "cumulative" ? all.map(({ best }) => best.total) : all.flatMap(({ base }) => base.byYear),
  );
  return (
    <fieldset>
      <legend className="sr-only">Look closer at one model</legend>
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {offers.map((offered) => (
          <Card
            key={offered.kind}
            offered={offered}
            result={results.get(offered.kind) ?? null}
            view={view}
            forecast={forecast}
            years={years}
            most={most}
            isChosen={chosen === offered.kind}
            choose={() => choose(offered.kind)}
          />
        ))}
      </div>
    </fieldset>
  );
}

const largest = (amounts: readonly bigint[]) => amounts.reduce((a, b) => (a > b ? a : b), 1n);
