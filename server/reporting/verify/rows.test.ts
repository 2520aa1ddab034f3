import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { testAddresses } from "#db/testing.ts";
import { aMarketplace, type Marketplace, subscription } from "#server/testing/licences.ts";
import { type Head, verify } from "./store/verify.ts";

let market: Marketplace;
let above: Client;
beforeEach(async () => {
  market = await aMarketplace();
  await market.aLicence({ buyer: "meridian", terms: subscription, startsOn: "2026-04-01" });
  above = new Client({
    connectionString: Object.assign(new URL(testAddresses().superUrl), { pathname: `/${market.name}` }).href,
  });
  await above.connect();
  await above.query("select set_config('app.side', 'system', false)");
});
afterEach(async () => {
  await above.end();
  await market[Symbol.asyncDispose]();
});

const found = async (kept?: Head[]) =>
  Object.fromEntries(
    (await verify(market.asSystem("2026-07-01"), kept)).checks
      .filter(({ ok }) => !ok)
      .map(({ name, problems }) => [name, problems]),
  );
const unseenByTriggers = async (...statements: string[]) => {
  await above.query("set session_replication_role = replica");
  for (const statement of statements) await above.query(statement);
  await above.query("set session_replication_role = origin");
};

const rows =
  "Every watched row says what it said when it was last written; none was added or taken away otherwise";
const chain = "Every change carries its own hash and that of the one before it, over every row that it wrote";
const told =
  "What is told when it is written was told in the same change, and each event belongs to one change";
const roles = "Every role and price list stands as it was told last";
const heads = "No chain lost the end that was kept";

describe("every row that is written", () => {
  test("belongs to a change that names who acted, what was told, and what became of each row", async () => {
    const { rows: changes } = await above.query(
      `select (select array_agg(distinct type order by type) from events where id = any (c.events)) as told,
          (select array_agg(distinct table_name order by table_name) from changed_rows where change_id = c.id) as wrote, as_found
        from changes c order by id desc limit 1`,
    );
    expect(changes).toEqual([
      {
        told: [
          "application.submitted",
          "document.issued",
          "licence.in_force",
          "offer.approved",
          "offer.made",
          "offer.signed",
        ],
        wrote: [
          "applications",
          "approvals",
          "document_lines",
          "documents",
          "entitlements",
          "licences",
          "notice_readers",
          "notices",
          "offer_versions",
          "offers",
          "open_items",
          "postings",
          "references",
          "series",
          "signatures",
          "transfers",
        ],
        as_found: false,
      },
    ]);
  });

  test("is no change when an update leaves it as it was, and none when the change is taken back", async () => {
    const count = async () =>
      (await above.query("select (select count(*) from changes) + (select count(*) from changed_rows) as n"))
        .rows[0].n;
    const before = await count();
    await above.query("update people set job_title = job_title");
    await above.query("begin");
    await above.query("update people set job_title = 'Regent'");
    await above.query("rollback");
    expect(await count()).toBe(before);
  });

  test("joins no change of another transaction, and none that has its place already, whatever a setting says", async () => {
    const anew = "update people set job_title = 'Regent'";
    for (const [name, before] of Object.entries({
      "one that is closed": ["select set_config('app.change', '1', true)"],
      "one that is not there": ["select set_config('app.change', '999999999', true)"],
      "its own, closed before its end": [
        "update people set job_title = 'King'",
        "set constraints all immediate",
      ],
    })) {
      await above.query("begin");
      await above.query("set local role hdm_app");
      for (const statement of before) await above.query(statement);
      await expect(above.query(anew), name).rejects.toThrow("a change is of one transaction");
      await above.query("rollback");
    }
    expect(await found()).toEqual({});
  });

  test("cannot be unwritten from what was noted, by nobody with the triggers on", async () => {
    for (const statement of [
      "update changed_rows set sha256 = ''",
      "delete from changed_rows",
      "truncate changed_rows",
      "update changes set actor = 'nobody'",
      "delete from changes",
      "truncate changes",
    ])
      await expect(above.query(statement), statement).rejects.toThrow(/append-only|kept as it was/);
  });
});

describe("found by verify", () => {
  test("a bank account that somebody writes with every trigger on, and tells nobody", async () => {
    await above.query("update installation set account_number = '00000001'");
    expect(await found()).toEqual({
      [told]: [
        expect.stringMatching(
          /^installation was written in change \d+ of system \d, and nothing of it was told$/,
        ),
      ],
    });
  });

  test("a row that is made to fit what was noted of it, and the note as well", async () => {
    await unseenByTriggers(
      "update people set job_title = 'Regent' where name = 'Helen Marsh' or id = (select min(id::text)::uuid from people)",
      `update changed_rows c set sha256 = r.sha256 from rows_of('people') r
        where c.table_name = 'people' and c.key = r.key and c.sha256 <> r.sha256`,
    );
    expect(Object.keys(await found())).toEqual([chain]);
  });

  test("the last change of a chain, taken away with all that it wrote: against heads that were kept", async () => {
    await above.query("update people set job_title = 'Regent' where name = 'Helen Marsh'");
    const { heads: kept } = await verify(market.asSystem("2026-07-01"));
    await unseenByTriggers(
      `with cut as (delete from changes where id = (select max(id) from changes) returning id)
        delete from changed_rows where change_id in (select id from cut)`,
    );
    expect(Object.keys(await found())).not.toContain(chain);
    expect(Object.keys(await found(kept))).toContain(heads);
  });

  test("a role that was given and is gone, by what was told of it", async () => {
    await unseenByTriggers("delete from memberships where role = 'nhs_signatory'");
    expect(await found()).toMatchObject({
      [roles]: [expect.stringMatching(/ as nhs_signatory: given, and gone$/)],
    });
  });

  test("an event that no change names, and one that is gone", async () => {
    await unseenByTriggers(
      "alter table events alter column id set generated by default",
      "update events set id = id + 1000 where id = (select max(id) from events)",
    );
    expect((await found())[told]).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/is named by 0 changes$/),
        expect.stringMatching(/is named by 1 changes, and is gone$/),
      ]),
    );
  });

  test("what a check cannot even calculate, and the other checks go on", async () => {
    await unseenByTriggers("update document_lines set parts = '3'");
    const problems = await found();
    expect(problems[rows]).toHaveLength(1);
    expect(
      problems[
        "A document's net is its lines, its gross is net plus VAT, and its VAT is its rate of its net"
      ],
    ).toEqual(["cannot be calculated: cannot extract elements from a scalar"]);
  });
});
