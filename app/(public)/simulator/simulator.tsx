"use client";
import { useActionState, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "#app/_components/button.tsx";
import { ErrorSummary } from "#app/_components/error-summary.tsx";
import { Notice } from "#app/_components/layout-parts.tsx";
import type { Kind } from "#server/commercial-models/index.ts";
import type { Forecast } from "#server/commercial-models/simulation/simulation.ts";
import { formatDateShort, londonDate } from "#server/lib/dates.ts";
import { act, type SimulatorState, type View } from "./actions.ts";
import { AllFigures } from "./all-figures.tsx";
import { Card } from "./card.tsx";
import { Chosen } from "./chosen.tsx";
import { asFragment, fromFragment, placeOf, sliders } from "./forecast-fields.ts";
import { type Offered, resultsOf } from "./results.ts";

export type SimulatorProps = {
  dataset: { slug: string; title: string; open: boolean };
  sets: readonly { slug: string; title: string }[];
  offers: readonly Offered[];
  initial: Forecast;
  scenarios: readonly { id: string; name: string; savedByName: string; savedAt: Date; forecast: Forecast }[];
  isBuyer: boolean;
};

const views: readonly { view: View; label: string }[] = [
  { view: "pays", label: "You pay" },
  { view: "receives", label: "The NHS receives" },
  { view: "cumulative", label: "Both, cumulative" },
  { view: "table", label: "Table" },
];

/**
 * Nine models on one forecast. Sliders answer here, by the engine itself; the forecast lives behind the # of the
 * address. Without JavaScript the same form is posted and the same component answers on the server.
 */
export function Simulator({ dataset, sets, offers, initial, scenarios, isBuyer }: SimulatorProps) {
  const first: SimulatorState = {
    forecast: initial,
    view: "pays",
    chosen: offers.find(({ kind, terms }) => kind === "royalty" && terms)?.kind ?? firstOnOffer(offers),
    notice: "",
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
  const most = largest([...results.values()].flatMap(({ base }) => base.byYear));
  const result = results.get(chosen);

  return (
    <form action={submit} className="wide" noValidate>
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
          {sliders.map((slider) => {
            const value = forecast[slider.name];
            return (
              <div key={slider.name} className="mb-3">
                <div className="flex items-baseline justify-between gap-3 text-[0.9375rem]">
                  <label htmlFor={`slider-${slider.name}`}>{slider.label}</label>
                  <output htmlFor={`slider-${slider.name}`} className="font-semibold whitespace-nowrap">
                    {slider.words(value, forecast)}
                  </output>
                </div>
                <input
                  id={`slider-${slider.name}`}
                  name={slider.name}
                  type="range"
                  className="slider"
                  min={0}
                  max={slider.steps.length - 1}
                  step={1}
                  value={placeOf(slider, value)}
                  aria-valuetext={slider.words(value, forecast)}
                  onChange={({ currentTarget }) => {
                    const next = slider.steps[Number(currentTarget.value)]!;
                    setShown((now) => ({ ...now, forecast: { ...now.forecast, [slider.name]: next } }));
                  }}
                />
              </div>
            );
          })}
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
          <fieldset className="!mb-5 border-b border-line">
            <legend className="sr-only">What to look at</legend>
            <div className="flex flex-wrap gap-x-6">
              {views.map((one) => (
                <label key={one.view} className="view-choice">
                  <input
                    type="radio"
                    name="view"
                    value={one.view}
                    checked={view === one.view}
                    onChange={() => setShown((now) => ({ ...now, view: one.view }))}
                    className="sr-only"
                  />
                  {one.label}
                </label>
              ))}
            </div>
          </fieldset>
          {view === "table" ? (
            <AllFigures offers={offers} results={results} forecast={forecast} years={years} />
          ) : (
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
                    most={
                      view === "cumulative"
                        ? largest([...results.values()].map(({ best }) => best.total))
                        : most
                    }
                    isChosen={chosen === offered.kind}
                    choose={() => setShown((now) => ({ ...now, chosen: offered.kind }))}
                  />
                ))}
              </div>
            </fieldset>
          )}
          {result && (
            <Chosen
              result={result}
              feeTotal={results.get("one_off_fee")?.base.total ?? null}
              forecast={forecast}
              canApply={dataset.open}
            />
          )}
          <div className="actions">
            <button type="submit" formAction="/simulator/forecast.csv" className="button button-secondary">
              Download as CSV
            </button>
            <button type="submit" formAction="/simulator/forecast.pdf" className="button button-secondary">
              Download as PDF
            </button>
          </div>
          <p className="text-[0.9375rem] text-ink-2">
            A forecast, not an offer. Amounts are without VAT. Present value counts the first contract year
            whole and each later one a year less: NHS {forecast.nhsRateBp / 100}%, you{" "}
            {forecast.buyerRateBp / 100}%. Where the terms do not say how many shares a company has, the grant
            is taken to be 5% of them. Statements are taken to be in time.
          </p>
        </div>
      </div>
    </form>
  );
}

const firstOnOffer = (offers: readonly Offered[]): Kind =>
  (offers.find(({ terms }) => terms) ?? offers[0]!).kind;
const largest = (amounts: readonly bigint[]) => amounts.reduce((a, b) => (a > b ? a : b), 1n);

/** Reads the forecast from behind the # once, then keeps it there; true once it does. */
function useAddress(forecast: Forecast, initial: Forecast, read: (forecast: Forecast) => void): boolean {
  const [isLive, setLive] = useState(false);
  const reading = useRef(read);
  useEffect(() => {
    const take = () => {
      const held = fromFragment(window.location.hash, initial);
      if (held) reading.current(held);
    };
    take();
    setLive(true);
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, [initial]);
  useEffect(() => {
    if (!isLive) return;
    const wait = setTimeout(
      () => window.history.replaceState(window.history.state, "", `#${asFragment(forecast)}`),
      200,
    );
    return () => clearTimeout(wait);
  }, [forecast, isLive]);
  return isLive;
}

/** Another set is another page; the forecast goes along behind its #. */
function SetChoice({ dataset, sets }: Pick<SimulatorProps, "dataset" | "sets">) {
  return (
    <details className="mb-4 !max-w-none">
      <summary>{dataset.title}: choose another set</summary>
      <ul className="my-2 grid !max-w-none list-none gap-x-6 p-0 text-[0.9375rem] sm:grid-cols-2">
        {sets.map(({ slug, title }) => (
          <li key={slug}>
            <a
              href={`/simulator?dataset=${slug}`}
              aria-current={slug === dataset.slug ? "true" : undefined}
              onClick={(event) => {
                event.currentTarget.hash = window.location.hash;
              }}
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Scenarios({
  scenarios,
  isBuyer,
  busy,
  error,
}: Pick<SimulatorProps, "scenarios" | "isBuyer"> & { busy: boolean; error: string | undefined }) {
  if (!isBuyer)
    return (
      <p className="mb-0 text-[0.9375rem] text-ink-2">Sign in for a buyer to keep scenarios under a name.</p>
    );
  return (
    <section aria-label="Scenarios">
      <h3>Scenarios</h3>
      <ul className="list-none p-0 text-[0.9375rem]">
        {scenarios.map(({ id, name, savedByName, savedAt }) => (
          <li key={id} className="mb-1">
            <button type="submit" name="do" value={`open:${id}`} className="link-button" disabled={busy}>
              {name}
            </button>
            , {savedByName}, {formatDateShort(londonDate(savedAt))} ·{" "}
            <button type="submit" name="do" value={`remove:${id}`} className="link-button" disabled={busy}>
              remove<span className="sr-only"> {name}</span>
            </button>
          </li>
        ))}
      </ul>
      <label htmlFor="name" className="block text-[0.9375rem]">
        Save this one as
      </label>
      {error && (
        <p id="name-error" className="mb-1 font-semibold text-error">
          {error}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <input
          id="name"
          name="name"
          className="min-w-0 flex-1"
          maxLength={80}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? "name-error" : undefined}
        />
        <Button name="do" value="save" kind="secondary" disabled={busy}>
          Save
        </Button>
      </div>
    </section>
  );
}
