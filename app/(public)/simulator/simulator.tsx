"use client";
import { useActionState, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "#app/_components/button.tsx";
import { ErrorSummary } from "#app/_components/error-summary.tsx";
import { Notice } from "#app/_components/layout-parts.tsx";
import type { Kind } from "#server/commercial-models/index.ts";
import type { Forecast } from "#server/commercial-models/simulation/simulation.ts";
import { act, type SimulatorState } from "./actions.ts";
import { AllFigures } from "./all-figures.tsx";
import { Cards } from "./cards.tsx";
import { Chosen } from "./chosen.tsx";
import { type Offered, resultsOf } from "./results.ts";
import { type Scenario, Scenarios } from "./scenarios.tsx";
import { SetChoice } from "./set-choice.tsx";
import { Sliders } from "./sliders.tsx";
import { useAddress } from "./use-address.ts";
import { ViewChoice } from "./view-choice.tsx";

export type SimulatorProps = {
  dataset: { slug: string; title: string; open: boolean };
  sets: readonly { slug: string; title: string }[];
  offers: readonly Offered[];
  initial: Forecast;
  /** What was set before somebody signed in. */
  held: Forecast | null;
  scenarios: readonly Scenario[];
  isBuyer: boolean;
};

/**
 * Nine models on one forecast. Sliders answer here, by the engine itself; the forecast lives behind the # of the
 * address. Without JavaScript the same form is posted and the same component answers on the server.
 */
export function Simulator({ dataset, sets, offers, initial, held, scenarios, isBuyer }: SimulatorProps) {
  const first: SimulatorState = {
    forecast: held ?? initial,
    view: "pays",
    chosen: offers.find(({ kind, terms }) => kind === "royalty" && terms)?.kind ?? firstOnOffer(offers),
    notice: held ? "Your forecast is here again. You can make a model your terms now" : "",
    errors: {},
  };
  const [answer, submit, busy] = useActionState(act, first);
  const [shown, setShown] = useState({ forecast: answer.forecast, view: answer.view, chosen: answer.chosen });
  const isLive = useAddress(shown.forecast, initial, (forecast) => setShown((now) => ({ ...now, forecast })));
  const answered = useRef(answer);
  useEffect(() => {
    if (answered.current === answer) return;
    answered.current = answer;
    setShown({ forecast: answer.forecast, view: answer.view, chosen: answer.chosen });
  }, [answer]);

  const { forecast, view, chosen } = shown;
  const results = useMemo(() => resultsOf(offers, forecast), [offers, forecast]);
  const years = Math.max(...[...results.values()].map(({ base }) => base.byYear.length));
  const result = results.get(chosen);

  return (
    <form action={submit} className="wide on-paper" noValidate>
      <ErrorSummary errors={answer.errors} />
      {answer.notice && <Notice>{answer.notice}</Notice>}
      <input type="hidden" name="forecast" value={JSON.stringify(forecast)} />
      <input type="hidden" name="dataset" value={dataset.slug} />
      {/* Enter in a field must not press the first button of the page. */}
      <button type="submit" name="do" value="show" className="sr-only" tabIndex={-1} aria-hidden="true">
        Show
      </button>
      <div className="simulator">
        <aside className="rounded-md bg-wash p-5">
          <h2 className="!mt-0">Your forecast</h2>
          <Sliders
            forecast={forecast}
            change={(figure) => setShown((now) => ({ ...now, forecast: { ...now.forecast, ...figure } }))}
          />
          {!isLive && (
            <Button name="do" value="show" kind="secondary">
              Show what it costs
            </Button>
          )}
          <p className="mt-3 mb-2 text-[0.9375rem] text-ink-2">
            Your forecast stays in this browser, behind the # of the address: copy the address to share it.
          </p>
          <Scenarios scenarios={scenarios} isBuyer={isBuyer} busy={busy} error={answer.errors.name} />
        </aside>
        <div className="min-w-0">
          <SetChoice dataset={dataset} sets={sets} />
          <ViewChoice view={view} choose={(view) => setShown((now) => ({ ...now, view }))} />
          {view === "table" ? (
            <AllFigures offers={offers} results={results} forecast={forecast} years={years} />
          ) : (
            <Cards
              offers={offers}
              results={results}
              forecast={forecast}
              view={view}
              years={years}
              chosen={chosen}
              choose={(chosen) => setShown((now) => ({ ...now, chosen }))}
            />
          )}
          {result && (
            <Chosen
              result={result}
              feeTotal={results.get("one_off_fee")?.base.total ?? null}
              forecast={forecast}
              canApply={dataset.open}
            />
          )}
          <TakeAway forecast={forecast} />
        </div>
      </div>
    </form>
  );
}

const firstOnOffer = (offers: readonly Offered[]): Kind =>
  (offers.find(({ terms }) => terms) ?? offers[0]!).kind;

/** The forecast as a file, and what it is and is not. */
const TakeAway = ({ forecast }: { forecast: Forecast }) => (
  <>
    <div className="actions">
      <button type="submit" formAction="/simulator/forecast.csv" className="button button-secondary">
        Download as CSV
      </button>
      <button type="submit" formAction="/simulator/forecast.pdf" className="button button-secondary">
        Download as PDF
      </button>
    </div>
    <p className="text-[0.9375rem] text-ink-2">
      A forecast, not an offer. Amounts are without VAT. Present value counts the first contract year whole
      and each later one a year less: NHS {forecast.nhsRateBp / 100}%, you {forecast.buyerRateBp / 100}%.
      Statements are taken to be in time. The service around the data is not in it: a quote says what it comes
      to, with it or without.
    </p>
  </>
);
