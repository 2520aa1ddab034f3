import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scopes } from "#server/access/tokens-form.ts";
import { keysOf, leadTimeWords, refreshWords } from "#server/catalogue/vocabulary.ts";
import { type FreshDatabase, freshDatabase } from "./testing.ts";

let fresh: FreshDatabase;
let owner: Client;
beforeAll(async () => {
  fresh = await freshDatabase();
  owner = new Client({ connectionString: fresh.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await fresh?.[Symbol.asyncDispose]();
});

/** Identifiers that name no row, and why. */
const nameless = [
  "dataset_drafts.batch", // what one bulk edit made shares it; the edit itself has no row
];

test("whatever holds another row's identifier has a foreign key", async () => {
  const { rows } = await owner.query<{ place: string }>(
    `select c.relname || '.' || a.attname as place
       from pg_attribute a join pg_class c on c.oid = a.attrelid
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
         and a.atttypid = 'uuid'::regtype and a.attname <> 'id'
         and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any (k.conkey))
       order by place`,
  );
  expect(rows.map(({ place }) => place)).toEqual(nameless);
});

test.each([
  ["applications", "an_application_is_made_from_a_quote_of_its_own", "quotes(reference, organisation_id)"],
  ["approvals", "an_approval_is_of_a_version", "offer_versions(offer_id, version)"],
  ["offers", "the_version_that_stands", "offer_versions(offer_id, version)"],
  ["events", "events_chain_chain_heads_chain_fk", "chain_heads(chain)"],
  ["source_originals", "an_original_is_of_a_record", "source_records(source, source_id)"],
  ["record_matches", "a_match_is_of_a_record", "source_records(source, source_id)"],
])("%s: %s, in %s", async (table, constraint, target) => {
  expect(await definitionOf(table, constraint)).toContain(`REFERENCES ${target}`);
});

describe("a closed set of words is the same in the database and in the code", () => {
  test.each([
    ["api_tokens", "a_scope_is_known", scopes],
    ["datasets", "a_refresh_band_is_known", keysOf(refreshWords)],
    ["datasets", "a_lead_time_band_is_known", keysOf(leadTimeWords)],
  ])("%s: %s", async (table, constraint, words) => {
    const definition = await definitionOf(table, constraint);
    const known = [...definition.matchAll(/'([^']+)'::text/g)].map(([, word]) => word);
    expect(known.toSorted()).toEqual([...words].toSorted());
  });
});

async function definitionOf(table: string, constraint: string): Promise<string> {
  const { rows } = await owner.query<{ definition: string }>(
    "select pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = $1::regclass and conname = $2",
    [table, constraint],
  );
  return rows[0]?.definition ?? "there is none";
}
