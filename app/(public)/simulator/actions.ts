"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import { modelFace } from "#app/_components/models.ts";
import { keep } from "#app/_trpc/kept.ts";
import { withNext } from "#app/_trpc/local-path.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { installation, viewer } from "#app/_trpc/viewer.ts";
import { type Kind, kinds } from "#server/commercial-models/index.ts";
import type { Forecast } from "#server/commercial-models/simulation/simulation.ts";
import { scenarioSchema } from "#server/forecasting/form.ts";
import { civil } from "#server/lib/dates.ts";
import { fromForm, ordinary } from "./forecast-fields.ts";

export type View = "pays" | "receives" | "cumulative" | "table";
export type SimulatorState = {
  forecast: Forecast;
  view: View;
  chosen: Kind;
  notice: string;
  errors: Record<string, string>;
};

/**
 * Everything that the simulator's one form can ask for, told by the button that was pressed: calculate again (where there
 * is no JavaScript), save, open or remove a scenario, or take these terms into an application. Forecasts travel in the
 * body, never in an address.
 */
export async function act(before: SimulatorState, form: FormData): Promise<SimulatorState> {
  const { businessDate } = await installation();
  const state: SimulatorState = {
    forecast: fromForm(form, ordinary(civil(businessDate))),
    view: viewOf(form.get("view")) ?? before.view,
    chosen: kinds.find((kind) => kind === form.get("chosen")) ?? before.chosen,
    notice: "",
    errors: {},
  };
  const [asked, about = ""] = String(form.get("do") ?? "show").split(":");
  if (asked === "save") return save(state, String(form.get("name") ?? ""));
  if (asked === "open") {
    let opened: { name: string; forecast: Forecast } | null = null;
    const problems = await submit("scenario.keep", named, formOf({ id: about }), async (typed) => {
      opened = await api.licensing.scenario(typed);
    });
    if (problems || !opened) return { ...state, errors: { form: gone } };
    const { name, forecast } = opened as { name: string; forecast: Forecast };
    return { ...state, forecast, notice: `${name} is shown` };
  }
  if (asked === "remove") {
    const problems = await submit("scenario.keep", named, formOf({ id: about }), (typed) =>
      api.licensing.removeScenario(typed),
    );
    return problems ? { ...state, errors: { form: gone } } : { ...state, notice: "The scenario is removed" };
  }
  if (asked === "apply") await apply(state, form, about);
  return state;
}

const named = z.object({ id: z.uuid() });
const gone = "This scenario is not there any more: a colleague may have removed it";

/** A form of just these fields, so that what one button sends is checked like any other form. */
function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

const viewOf = (text: unknown) =>
  (["pays", "receives", "cumulative", "table"] as const).find((view) => view === text);

async function save(state: SimulatorState, name: string): Promise<SimulatorState> {
  const problems = await submit(
    "scenario.keep",
    scenarioSchema.pick({ name: true }),
    formOf({ name }),
    (typed) => api.licensing.saveScenario({ ...typed, body: state.forecast }),
  );
  return problems
    ? { ...state, errors: problems.errors }
    : { ...state, notice: `Saved as ${name.trim()}. Only your own organisation can see it` };
}

/** Keeps the forecast as a scenario and goes on to an application that begins with it; a visitor signs in and comes back to it. */
async function apply({ forecast }: SimulatorState, sent: FormData, kind: string): Promise<never> {
  const dataset = String(sent.get("dataset"));
  const model = kinds.find((one) => one === kind) ?? "subscription";
  const form = new URLSearchParams({ dataset, model });
  const person = await viewer();
  if (!person) {
    await keep(sent);
    redirect(withNext("/sign-in", `/simulator?${new URLSearchParams({ dataset })}`));
  }
  if (person.organisation.side === "buyer") {
    const { id } = await api.licensing.saveScenario({
      name: `${modelFace[model].title} for ${dataset}`.slice(0, 80),
      body: forecast,
    });
    form.set("scenario", id);
  }
  redirect(`/applications/new?${form}`);
}
