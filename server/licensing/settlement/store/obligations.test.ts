import { and, asc, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { obligations } from "#db/schema/obligations.ts";
import {
  contractSchema,
  parseFact,
  planLicence,
  ukRates,
} from "#server/commercial-models/engine/contract.ts";
import type { Obligation, ObligationState } from "#server/commercial-models/engine/plan.ts";
import { type Kind, kinds } from "#server/commercial-models/index.ts";
import { secondOf, valid } from "#server/commercial-models/second/agree.ts";
import { type Ask, asOneChange, asReading } from "#server/lib/change.ts";
import { addDays, type CivilDate, civil } from "#server/lib/dates.ts";
import { aMarketplace, type Marketplace, subscription } from "#server/testing/licences.ts";
import { runSeed } from "#server/testing/seed.ts";
import { isOpen, type LastingObligation, lasting, openFor } from "../promises.ts";
import { keepObligations, obligationsOf, openOn, type Promised } from "./obligations.ts";

const rounds = 12;

/** How a promise stands on a day, by the sentences of the rules and by nothing that the rows are made of. */
function standsOn({ kind, state, due }: Obligation, terms: object, today: CivilDate): ObligationState {
  if (kind === "royalty_report" || kind === "profit_statement")
    return state === "late" && today <= due! ? "due" : state;
  if (kind === "deliverable" && state === "failed" && today < (terms as { longStop: string }).longStop)
    return due !== null && due < today ? "due" : "planned";
  return state;
}

/** A random life of a kind up to the day on which it is settled, and what it promises. */
async function aLife(kind: Kind, seed: number) {
  const { term, terms, facts } = valid(await secondOf[kind](), seed);
  const settledOn = addDays(civil(term.from), (seed * 7_919) % 900);
  const contract = contractSchema.parse({
    reference: "random",
    term,
    customer: { country: "GB" },
    components: [{ id: "c", terms }],
  });
  const known = (facts as Record<string, unknown>[])
    .map((raw) => parseFact(contract, raw))
    .filter((fact) => fact.known <= settledOn);
  const plan = planLicence(contract, known, { until: civil("2040-01-01"), rates: ukRates });
  const promised = plan.obligations.map((one) => lasting(contract, one));
  const edges = promised.flatMap(({ due, later }) => [
    ...(due ? [due, addDays(due, 1)] : []),
    ...later.flatMap(({ from }) => [addDays(from, -1), from]),
  ]);
  return { settledOn, terms: contract.components[0]!.terms, plan, promised, edges };
}

const nineLicences = (market: Marketplace) =>
  Promise.all(
    kinds.map((kind) =>
      market.aLicence({ buyer: "meridian", terms: subscription, startsOn: "2026-04-01", title: kind }),
    ),
  );
const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1);
const keep = (market: Marketplace, batch: readonly Promised[]) =>
  asOneChange(market.asSystem("2026-05-01"), (change) => keepObligations(change, batch));

test(`on whatever day they are read, rows say what planning on that day says: nine models, ${rounds} random lives each, from seed ${runSeed}`, async () => {
  await using market = await aMarketplace();
  const licences = await nineLicences(market);
  let held = 0;
  for (let round = 0; round < rounds; round++) {
    const lives = await Promise.all(kinds.map((kind) => aLife(kind, runSeed + round)));
    // All nine at once, each over the rows of the life before it.
    await keep(
      market,
      lives.map(({ promised }, index) => ({ licence: licences[index]!, obligations: promised })),
    );
    for (const [index, { settledOn, terms, plan, edges }] of lives.entries()) {
      const days = [settledOn, ...edges.filter((day) => day > settledOn).slice(0, 8)];
      for (const today of days) {
        const planned = plan.obligations
          // Rows say what is asked for; the day on which it was done is the plan's to say.
          .map(({ kept: _, ...one }) => ({ ...one, state: standsOn(one, terms, today) }))
          .sort(byKey);
        const about = `${kinds[index]}, seed ${runSeed + round}, on ${today}`;
        await asReading({ ...market.asSystem("2026-05-01"), today }, async (reading) => {
          const id = licences[index]!.id;
          expect((await obligationsOf(reading, id)).sort(byKey), about).toEqual(planned);
          const open = await reading.tx
            .select({ key: obligations.key })
            .from(obligations)
            .where(and(eq(obligations.licenceId, id), openOn(today)))
            .orderBy(sql`${obligations.key} collate "C"`);
          expect(open, about).toEqual(planned.filter(isOpen).map(({ key }) => ({ key })));
        });
        held += planned.length;
      }
    }
  }
  expect(held).toBeGreaterThan(1_000);
});

/** A promise of a plan under terms that say no more than its long stop. */
const promise = (kind: string, state: ObligationState): LastingObligation =>
  lasting({ components: [{ id: "c", terms: { longStop: civil("2026-10-01") } }] } as never, {
    key: "c/x",
    kind,
    state,
    due: civil("2026-08-14"),
    description: "",
  });

test("a statement of which an estimate is made is due to the end of its day and late from the next", () => {
  const royalty = promise("royalty_report", "late");
  expect(openFor(royalty)).toEqual({ open: true, until: null });
  expect(royalty.later).toEqual([{ from: "2026-08-15", state: "late" }]);
});

test("a deliverable that does not come is planned, due after its day, and from its long-stop on too late to bring", () => {
  const deliverable = promise("deliverable", "failed");
  expect(deliverable.state).toBe("planned");
  expect(deliverable.later).toEqual([
    { from: "2026-08-15", state: "due" },
    { from: "2026-10-01", state: "failed" },
  ]);
  expect(openFor(deliverable)).toEqual({ open: true, until: "2026-10-01" });
});

/** The transaction that last wrote each row. */
const writers = (ask: Ask, licenceId: string) =>
  asReading(ask, ({ tx }) =>
    tx
      .select({ key: obligations.key, by: sql<string>`${obligations}.xmin::text` })
      .from(obligations)
      .where(eq(obligations.licenceId, licenceId))
      .orderBy(asc(obligations.key)),
  );

test("settled again, only what changed is written: one changed, one gone, one new, the rest untouched", async () => {
  await using market = await aMarketplace();
  const [licence, other] = await nineLicences(market);
  const report = (key: string, description = "Report"): LastingObligation => ({
    key,
    component: "c",
    kind: "usage_report",
    due: civil("2026-08-14"),
    description,
    state: "due",
    later: [],
  });
  const ask = market.asSystem("2026-05-01");
  await keep(market, [
    { licence: licence!, obligations: ["a", "b", "c"].map((key) => report(key)) },
    { licence: other!, obligations: [report("a")] },
  ]);
  const before = await writers(ask, licence!.id);
  const beside = await writers(ask, other!.id);
  await keep(market, [
    { licence: licence!, obligations: [report("a"), report("b", "Certificate"), report("d")] },
  ]);
  const after = await writers(ask, licence!.id);
  expect(after.map(({ key }) => key)).toEqual(["a", "b", "d"]);
  expect(after[0]).toEqual(before[0]);
  expect(after[1]!.by).not.toBe(before[1]!.by);
  expect(await writers(ask, other!.id)).toEqual(beside);
});

test("nine licences or one: what they promise is written by the same number of statements", async () => {
  await using market = await aMarketplace();
  const licences = await nineLicences(market);
  const lives = await Promise.all(kinds.map((kind) => aLife(kind, runSeed)));
  const batch = lives.map(({ promised }, index) => ({ licence: licences[index]!, obligations: promised }));
  const statements = async (some: readonly Promised[]) => {
    let count = 0;
    await asOneChange(market.asSystem("2026-05-01"), (change) => {
      const execute: typeof change.tx.execute = (query) => {
        count++;
        return change.tx.execute(query);
      };
      return keepObligations({ ...change, tx: Object.assign(Object.create(change.tx), { execute }) }, some);
    });
    return count;
  };
  expect([await statements(batch.slice(0, 1)), await statements(batch)]).toEqual([3, 3]);
});
