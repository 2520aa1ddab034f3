import { and, desc, eq } from "drizzle-orm";
import { scenarios } from "#db/schema/scenarios.ts";
import { forecastSchema } from "#server/commercial-models/simulation/simulation.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading } from "#server/lib/change.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import type { Scenario } from "./form.ts";

/** Saved forecasts of an organisation, newest first. Row-level security keeps them from everybody else, the NHS too. */
export const listScenarios = (ask: Ask) =>
  asReading(ask, async ({ tx }) => {
    const rows = await tx.select().from(scenarios).orderBy(desc(scenarios.savedAt), scenarios.name).limit(50);
    // A forecast of an older form that no longer reads is left out rather than shown wrong.
    return rows.flatMap(({ body, ...row }) => {
      const read = forecastSchema.safeParse(body);
      return read.success ? [{ ...row, forecast: read.data }] : [];
    });
  });

const mostKept = 50;

/** Keeps a forecast under its name; the same name again replaces it. Refuses `bad_input` beyond fifty names. */
export const saveScenario = (ask: Ask & { actor: Person }, { name, body }: Scenario) =>
  asOneChange(ask, async ({ tx, now }) => {
    const { actor } = ask;
    const [known] = await tx.select({ id: scenarios.id }).from(scenarios).where(eq(scenarios.name, name));
    if (!known && (await tx.$count(scenarios)) >= mostKept)
      throw new Refusal("bad_input", "Fifty scenarios are kept. Remove one first", "name");
    const saved = { body, savedByName: actor.name, savedAt: now };
    const [row] = await tx
      .insert(scenarios)
      .values({ organisationId: actor.organisationId, name, ...saved })
      .onConflictDoUpdate({ target: [scenarios.organisationId, scenarios.name], set: saved })
      .returning({ id: scenarios.id });
    return { id: row!.id };
  });

/** One saved forecast; `not_found` for another organisation's. */
export const readScenario = (ask: Ask, id: string) =>
  asReading(ask, async ({ tx }) => {
    const [row] = await tx.select().from(scenarios).where(eq(scenarios.id, id));
    if (!row) throw notFound();
    return { name: row.name, forecast: forecastSchema.parse(row.body) };
  });

export const removeScenario = (ask: Ask & { actor: Person }, id: string) =>
  asOneChange(ask, async ({ tx }) => {
    const removed = await tx
      .delete(scenarios)
      .where(and(eq(scenarios.id, id), eq(scenarios.organisationId, ask.actor.organisationId)))
      .returning({ id: scenarios.id });
    if (removed.length === 0) throw notFound();
  });
