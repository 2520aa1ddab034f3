import { Client } from "pg";
import { expect, test } from "vitest";
import type { Role } from "#db/enums.ts";
import { testAddresses } from "#db/testing.ts";
import { readInvoice } from "#server/billing/documents/store/invoices.ts";
import { reverse } from "#server/billing/receipts/reversals-store.ts";
import { recordReceipt } from "#server/billing/receipts/store.ts";
import { askCustodian } from "#server/catalogue/enquiries/store/write.ts";
import { walk } from "#server/demonstration/deals.ts";
import { type Person, system } from "#server/lib/actor.ts";
import { civil } from "#server/lib/dates.ts";
import { runDay } from "#server/licensing/daily/store/run.ts";
import { proposeTermination } from "#server/licensing/lifecycle/store/termination.ts";
import { factsSaidBy } from "#server/licensing/settlement/facts-form.ts";
import { aSubscription, marketplace } from "#server/testing/marketplace.ts";
import { type Action, rolesMay } from "./rules.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;
type Deed = "add" | "change" | "remove";
/** The row that is added, or the columns that are set, where one like those that are there would not do. */
type Columns = Record<string, string | null>;

/** A machine holds no role and only counts usage; of whoever holds a role the permission table says it. */
const machine = "machine";
const whoever = ["member", "signatory", "buyer_finance", machine] as const;
type Whoever = (typeof whoever)[number];

/**
 * What somebody who acts for a buyer may do in each table, by the action that the permission table must allow them.
 * What is not named here they cannot do: every table is tried, in every role.
 */
const buyersMay: Record<
  string,
  Partial<Record<Deed, { by: Action | "anybody"; machine?: true; with?: Columns }>>
> = {
  applications: {
    add: { by: "application.write", with: { status: "submitted", made_by: "{person}" } },
    change: { by: "application.write", with: { status: "withdrawn" } },
  },
  proposals: {
    add: {
      by: "licence.propose_end",
      with: { kind: "termination", status: "waiting", proposed_by: "{person}", decided_by: null },
    },
  },
  offers: { change: { by: "offer.decline", with: { status: "declined" } } },
  signatures: { add: { by: "offer.sign", with: { side: "buyer", person_id: "{person}" } } },
  facts: { add: { by: "facts.report", with: { kind: "used", reported_by: "{person}" } } },
  statements: {
    add: { by: "facts.report", with: { status: "draft", made_by: "{person}" } },
    change: { by: "facts.attest", with: { status: "attested" } },
  },
  evidence_files: { add: { by: "facts.report" } },
  usage_events: { add: { by: "facts.report", machine: true } },
  usage_exceptions: { add: { by: "facts.report", machine: true, with: { decision: null } } },
  quotes: { add: { by: "quote.make", with: { made_by: "{person}" } } },
  enquiries: {
    add: { by: "enquiry.ask", with: { status: "waiting", opened_by: "{person}" } },
    change: { by: "enquiry.ask", with: { status: "closed" } },
  },
  enquiry_messages: { add: { by: "enquiry.ask", with: { side: "buyer", author_id: "{person}" } } },
  scenarios: {
    add: { by: "scenario.keep" },
    change: { by: "scenario.keep" },
    remove: { by: "scenario.keep" },
  },
  shortlist_items: {
    add: { by: "shortlist.keep" },
    change: { by: "shortlist.keep" },
    remove: { by: "shortlist.keep" },
  },
  saved_searches: {
    add: { by: "search.keep" },
    change: { by: "search.keep" },
    remove: { by: "search.keep" },
  },
  saved_search_finds: {
    add: { by: "search.keep" },
    change: { by: "search.keep" },
    remove: { by: "search.keep" },
  },
  api_tokens: {
    add: { by: "tokens.manage", with: { made_by: "{person}" } },
    change: { by: "tokens.manage", with: { revoked_at: "2026-11-24" } },
  },
  // Who one is: one's own password and sessions.
  people: { change: { by: "anybody", machine: true, with: { password_hash: "x" } } },
  sessions: {
    add: { by: "anybody", machine: true, with: { person_id: "{person}" } },
    change: { by: "anybody", machine: true },
    remove: { by: "anybody", machine: true },
  },
  codes: {
    add: { by: "anybody", machine: true, with: { person_id: "{person}" } },
    change: { by: "anybody", machine: true },
    remove: { by: "anybody", machine: true },
  },
  // How one is told of things, and the forms that one sent.
  notice_choices: {
    add: { by: "anybody", with: { person_id: "{person}" } },
    change: { by: "anybody" },
    remove: { by: "anybody" },
  },
  sent_forms: { add: { by: "anybody", with: { person_id: "{person}", key: "another" } } },
  // What one did, and the number that it gets.
  events: { add: { by: "anybody", machine: true, with: { type: "usage.uploaded", actor: "{person}" } } },
  references: {
    add: { by: "anybody", machine: true, with: { prefix: "APP", year: "2030", last: "1" } },
    change: { by: "anybody", machine: true, with: { last: "last + 1" } },
  },
};

async function inBusiness() {
  const market = await marketplace();
  const { licence } = await walk(market.on(market.today), market.cast, aSubscription);
  for (const until of ["applied", "offered", "approved"] as const)
    await walk(market.on(market.today), market.cast, { ...aSubscription, title: until }, until);
  await runDay(market.as(system), { whole: true });
  await proposeTermination(market.as(market.people.anthony), {
    reference: licence!,
    on: civil("2027-01-01"),
    by: "convenience",
    reason: "A reason that is long enough",
  });
  await askCustodian(market.as(market.people.priya), {
    slug: "hes-apc",
    subject: "Delay",
    body: "How late is it?",
    key: "second-wall-key",
  });
  const { paymentReference } = await readInvoice(market.as(market.people.tom), "INV-000001");
  const { reference } = await recordReceipt(market.as(market.people.tom), {
    amount: "10.00",
    receivedOn: market.today,
    payer: "A",
    referenceAsReceived: paymentReference,
    requestKey: "second-wall-key",
  });
  await reverse(market.as(market.people.tom), {
    receipt: reference,
    allocation: "",
    reason: "The bank took it back",
  });
  return market;
}

/** Ours above row-level security, to see what is there; the app's role, to try. */
async function connections(market: Market) {
  const above = new Client({
    connectionString: Object.assign(new URL(testAddresses().superUrl), { pathname: `/${market.name}` }).href,
  });
  const app = new Client({ connectionString: market.appUrl });
  await Promise.all([above.connect(), app.connect()]);
  return {
    above,
    app,
    [Symbol.asyncDispose]: async () => void (await Promise.all([above.end(), app.end()])),
  };
}
type Connections = Awaited<ReturnType<typeof connections>>;

const tablesOf = async ({ above }: Connections) =>
  (
    await above.query<{ name: string; own: boolean; person: boolean }>(
      `select t.tablename as name,
        exists (select from information_schema.columns c where c.table_name = t.tablename and c.table_schema = 'public'
          and c.column_name = 'organisation_id') as own,
        exists (select from information_schema.columns c where c.table_name = t.tablename and c.table_schema = 'public'
          and c.column_name = 'person_id') as person
      from pg_tables t where t.schemaname = 'public' order by 1`,
    )
  ).rows;

/** One statement as this person, rolled back: whether the wall let it through, whatever else then stands in its way. */
async function letsThrough({ app }: Connections, who: Person, statement: string, values: unknown[] = []) {
  await app.query("begin");
  try {
    await app.query(
      `select set_config('app.side', 'buyer', true), set_config('app.organisation', $1, true),
        set_config('app.person', $2, true), set_config('app.roles', $3, true)`,
      [who.organisationId, who.personId, who.roles.join(",")],
    );
    const { rowCount } = await app.query(statement, values);
    return (rowCount ?? 0) > 0;
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    // The policy refused, a trigger that says whose word it is, or one that nothing of the kind passes by.
    return !(code === "42501" || message.includes("moves with an event"));
  } finally {
    await app.query("rollback");
  }
}

const filled = (columns: Columns, who: Person): Columns =>
  Object.fromEntries(
    Object.entries(columns).map(([name, value]) => [name, value?.replace("{person}", who.personId) ?? null]),
  );

/** Adds a row of their own organisation: like one that is there, if there is one, with some columns said anew. */
async function mayAdd(to: Connections, table: { name: string; own: boolean }, who: Person, anew: Columns) {
  const like = await to.above.query<{ row: object }>(
    `select to_jsonb(t) as row from "${table.name}" t ${table.own ? `where organisation_id = '${who.organisationId}'` : ""} limit 1`,
  );
  const row = {
    ...like.rows[0]?.row,
    ...(table.own && { organisation_id: who.organisationId }),
    ...filled(anew, who),
  };
  return letsThrough(
    to,
    who,
    `insert into "${table.name}" overriding system value select * from jsonb_populate_record(null::"${table.name}", $1)`,
    [row],
  );
}

async function mayChange(to: Connections, table: { name: string }, who: Person, anew: Columns) {
  const { rows } = await to.above.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_schema = 'public'
      and table_name = '${table.name}' and is_identity = 'NO' order by ordinal_position limit 1`,
  );
  const set = Object.entries(anew).map(([name, value]) =>
    value?.includes("+") ? `"${name}" = ${value}` : `"${name}" = '${value}'`,
  );
  const same = `"${rows[0]!.name}" = "${rows[0]!.name}"`;
  return letsThrough(to, who, `update "${table.name}" set ${set.join(", ") || same}`);
}

const mayRemove = (to: Connections, table: { name: string }, who: Person) =>
  letsThrough(to, who, `delete from "${table.name}"`);

const acting = (market: Market, as: Whoever): Person => ({
  ...market.people.priya!,
  roles: as === machine ? [] : [as as Role],
});

/** A row of each table that belongs to a buyer alone, so that there is something to change and to take away. */
async function ownRows({ above }: Connections, { organisationId, personId }: Person) {
  const dataset = "(select id from datasets limit 1)";
  for (const statement of [
    `insert into scenarios (organisation_id, name, body, saved_by_name, saved_at) values ('${organisationId}', 'a', '{}', 'P', now())`,
    `insert into api_tokens (organisation_id, name, prefix, secret_hash, scopes, expires_at, made_by, made_by_name, made_at)
      values ('${organisationId}', 'a', 'hdm_', 'x', array['usage:read'], now(), '${personId}', 'P', now())`,
    `insert into sessions (token_hash, person_id, organisation_id, created_at, last_seen_at, expires_at)
      values ('x', '${personId}', '${organisationId}', now(), now(), now())`,
    `insert into codes (person_id, purpose, hash, created_at, expires_at) values ('${personId}', 'confirm', 'x', now(), now())`,
    `insert into tries (what, window_from, count) values ('x', now(), 1)`,
    `insert into export_files (name, from_day, to_day, as_of, asked_by, asked_by_name, asked_at, request_key, status)
      values ('ledger', now(), now(), now(), '${personId}', 'P', now(), 'x', 'being_made')`,
    `insert into export_parts (file_id, position, content) select id, 0, 'x' from export_files`,
    `insert into messages (to_address, subject, body, written_at) values ('a', 'b', 'c', now())`,
    `insert into notice_choices (person_id, kind, by_mail) values ('${personId}', 'invoice_issued', false)`,
    `insert into sent_forms (person_id, key, sha256, sent_at) values ('${personId}', 'a', 'x', now())`,
    `insert into kept_forms (key_hash, sealed, kept_at) values ('x', 'x', now())`,
    `insert into statements (reference, licence_id, organisation_id, component, fact, period_from, period_to, status, body,
        made_by, made_by_name, made_at)
      select 'STM-2026-9999', id, organisation_id, 'access', 'reported', '2026-01-01', '2026-04-01', 'draft', '{}',
        '${personId}', 'P', now() from licences limit 1`,
    `insert into shortlist_items (organisation_id, dataset_id, note, added_by_name, added_at)
      values ('${organisationId}', ${dataset}, '', 'P', now())`,
    `with search as (insert into saved_searches (organisation_id, person_id, name, query, mailed, saved_at)
        values ('${organisationId}', '${personId}', 'a', 'q=a', false, now()) returning id)
      insert into saved_search_finds (search_id, organisation_id, dataset_id, found_at)
        select id, '${organisationId}', ${dataset}, now() from search`,
  ])
    await above.query(statement);
}

test("every table × every role of a buyer × {add, change, take away}: the database lets through what the permission table does", {
  timeout: 120_000,
}, async () => {
  await using market = await inBusiness();
  await using to = await connections(market);
  await ownRows(to, market.people.priya!);
  const wrong: string[] = [];
  let cells = 0;
  for (const table of await tablesOf(to))
    for (const as of whoever)
      for (const deed of ["add", "change", "remove"] as const) {
        const allowed = buyersMay[table.name]?.[deed];
        const who = acting(market, as);
        const anew = allowed?.with ?? {};
        const let_ =
          deed === "add"
            ? await mayAdd(to, table, who, anew)
            : deed === "change"
              ? await mayChange(to, table, who, anew)
              : await mayRemove(to, table, who);
        const should = !allowed
          ? false
          : as === machine
            ? allowed.machine === true
            : allowed.by === "anybody" || rolesMay([as], allowed.by);
        cells++;
        if (let_ !== should) wrong.push(`${as} ${deed} ${table.name}: ${let_ ? "let through" : "refused"}`);
      }
  expect(wrong).toEqual([]);
  expect(cells).toBeGreaterThan(600);
});

test("a fact is the word of whom the permission table says: recorded by the NHS, attested by a signatory, reported by a member too", async () => {
  await using market = await inBusiness();
  await using to = await connections(market);
  const facts = { name: "facts", own: true };
  const says = (kind: string, as: Whoever) =>
    mayAdd(to, facts, acting(market, as), { kind, reported_by: "{person}", fact_id: `${kind} by ${as}` });
  const wrong: string[] = [];
  for (const [action, kinds] of [
    ["facts.report", factsSaidBy("report")],
    ["facts.attest", [...factsSaidBy("attest"), "stated", "reported"]],
    ["facts.decide", factsSaidBy("record")],
    ["licence.end", ["ended"]],
    ["credit.approve", ["conceded"]],
  ] as const)
    for (const kind of kinds)
      for (const as of ["member", "signatory", "buyer_finance"] as const)
        if ((await says(kind, as)) !== rolesMay([as], action)) wrong.push(`${as} says ${kind}`);
  expect(wrong).toEqual([]);
});

test("a signatory who speaks SQL neither approves an offer, nor signs without a signature, nor turns it into another", async () => {
  await using market = await inBusiness();
  await using to = await connections(market);
  const tries = {
    "update offers set status = 'approved', revision = revision + 1": "nobody approved version 1",
    "update offers set status = 'signed' where status = 'approved'": "is not signed so far",
    "update offers set status = 'part_signed' where status = 'approved'": "is not signed so far",
    "update offers set status = 'part_signed' where status = 'offered'": "nobody approved version 1",
    "update offers set status = 'declined', expires_on = '2030-01-01'":
      "a buyer changes nothing of offers but",
    "update applications set status = 'withdrawn', users = 1": "a buyer changes nothing of applications but",
    "update applications set status = 'approved'": "row-level security",
    "update people set email = 'x@example.org'": "a buyer changes nothing of people but",
    "update \"references\" set last = 1 where prefix = 'APP'": "count up by one",
  };
  const who = acting(market, "signatory");
  for (const [statement, refusal] of Object.entries(tries)) {
    await to.app.query("begin");
    await to.app.query(
      "select set_config('app.side', 'buyer', true), set_config('app.organisation', $1, true), set_config('app.person', $2, true), set_config('app.roles', 'signatory', true)",
      [who.organisationId, who.personId],
    );
    await expect(to.app.query(statement), statement).rejects.toThrow(refusal);
    await to.app.query("rollback");
  }
});
