import { expect, test } from "vitest";
import { freshDatabase } from "#db/testing.ts";
import { kinds, modelOf } from "./index.ts";

const everyPair = <Value>(of: (kind: (typeof kinds)[number]) => Readonly<Record<string, Value>>) =>
  kinds.flatMap((kind) => Object.entries(of(kind)));

/** Names that are said twice, in two ways. */
const saidTwice = <Value>(pairs: readonly (readonly [string, Value])[]): string[] =>
  pairs
    .filter(([name, value]) => pairs.some((other) => other[0] === name && other[1] !== value))
    .map(([name]) => name);

test("a parameter has one label and a choice one name, whichever model has them", () => {
  expect(saidTwice(everyPair((kind) => ({ ...modelOf(kind).partLabels, ...modelOf(kind).labels })))).toEqual(
    [],
  );
  expect(saidTwice(everyPair((kind) => modelOf(kind).choices))).toEqual([]);
});

test("a kind of promise belongs to one model, and is kept by a form that the model has", () => {
  const promises = everyPair((kind) => modelOf(kind).promises).map(([name]) => name);
  expect(promises).toHaveLength(new Set(promises).size);
  for (const kind of kinds) {
    const forms = modelOf(kind).forms.map(({ fact }) => fact);
    for (const { keptBy } of Object.values(modelOf(kind).promises))
      if (keptBy !== null) expect(forms).toContain(keptBy);
  }
});

test("a fact is the word of the same side in every model, so nobody reports for another", () => {
  const by = kinds.flatMap((kind) => modelOf(kind).forms.map(({ fact, by }) => [fact, by] as const));
  expect(saidTwice(by)).toEqual([]);
});

test("numbers are given once, in the order of the kinds", () => {
  expect(kinds.map((kind) => modelOf(kind).number)).toEqual(kinds.map((_, index) => index + 1));
});

test("the database knows the same kinds, has a policy for each, and bars the same commercial ones", async () => {
  await using fresh = await freshDatabase();
  const client = await fresh.db.$client.connect();
  const asked = async (query: string) => (await client.query(query)).rows.map((row) => row.said as string);
  await client.query("select set_config('app.side', 'system', false)");
  expect(await asked("select unnest(enum_range(null::model_kind))::text as said")).toEqual(kinds);
  expect(await asked("select kind::text as said from policies order by kind")).toEqual(kinds);
  const [law] = await asked("select pg_get_functiondef('licence_is_allowed_by_use_terms'::regproc) as said");
  const free = /new\.kind not in \(([^)]*)\)/
    .exec(law!)![1]!
    .split(",")
    .map((name) => name.trim().slice(1, -1));
  expect(free).toEqual(kinds.filter((kind) => !modelOf(kind).commercial));
  client.release();
});
