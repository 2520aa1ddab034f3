import { spawn } from "node:child_process";
import { once } from "node:events";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { reverse } from "#server/billing/receipts/reversals-store.ts";
import { civil } from "#server/lib/dates.ts";
import { aMarketplace, type Marketplace, subscription } from "#server/testing/licences.ts";
import { exportControl } from "../exports/store/exports.ts";
import { rowChecks } from "./store/row-checks.ts";
import { type Head, verify } from "./store/verify.ts";

let market: Marketplace;
beforeEach(async () => {
  market = await aMarketplace();
  const licence = await market.aLicence({ buyer: "meridian", terms: subscription, startsOn: "2026-04-01" });
  await market.pay("2026-04-20", "57600", { document: "INV-000001" });
  // Paid, then half given back: £24,000.00 and its VAT become a refund payable.
  const concession = { fact: "conceded", key: "access/2026-04-01", net: "2400000", reason: "Late refresh" };
  await market.report(licence, "2026-06-01", concession);
});
afterEach(() => market[Symbol.asyncDispose]());

const today = "2026-07-01";
const report = (kept: Head[] = []) => verify(market.asSystem(today), kept);
/** What verify finds wrong by its own sums; that the row is another as well is claimed in `matrix.test.ts`. */
const found = async (kept?: Head[]) =>
  Object.fromEntries(
    (await report(kept)).checks
      .filter(({ name, ok }) => !ok && !rowChecks.some((check) => check.name === name))
      .map(({ name, problems }) => [name, problems]),
  );

describe("a history made through the stores", () => {
  test("holds, whatever the model: cash, credit, refund, data in return, shares, a deposit", async () => {
    const returned = await market.aLicence({ buyer: "corvus", terms: dataReturn, startsOn: "2026-06-02" });
    const shares = await market.aLicence({ buyer: "astral", terms: equity, startsOn: "2026-06-03" });
    await market.report(shares, "2026-06-03", { fact: "allotted" });
    const research = await market.aLicence({ buyer: "northgate", terms: costs, startsOn: "2026-06-04" });
    await market.report(research, "2026-06-26", { fact: "worked", rate: "labour", quantity: "20" });
    await market.report(research, "2026-06-27", { fact: "completed" });
    await market.report(returned, "2026-06-28", { fact: "accepted", deliverable: "D1" });
    await market.pay("2026-06-28", "12.34", { reference: "who knows" });
    const { reference } = await market.pay("2026-06-28", "56.78", { reference: "who knows" });
    await reverse(market.ask("2026-06-29", market.people.tom), {
      receipt: reference,
      allocation: "",
      reason: "The bank took it back",
    });
    await market.settle(returned, today);

    const { ok, checks } = await report();
    expect(checks.filter((check) => !check.ok)).toEqual([]);
    expect(ok).toBe(true);
    expect(checks.filter(({ counted }) => counted === 0).map(({ name }) => name)).toEqual([
      "Nobody decided their own proposal",
      "Every import counts each record that it read once, and keeps those that it rejected",
      "Every record of a source describes a dataset, and is kept as it came",
      "Every file that proves something is what its hash says",
    ]);
  });
});

describe("somebody with the owner's password changed", () => {
  const lines =
    "A document's net is its lines, its gross is net plus VAT, and its VAT is its rate of its net";
  const inLedger = "Every document is in the ledger with its gross, and with its VAT on 2200";
  const audit =
    "Every event carries its own hash and that of the one before it, and each chain ends at its head";

  test("the amount of a document line", async () => {
    await tamper("document_lines", "update document_lines set net_pence = net_pence + 1 where revision = 0");
    expect((await found())[lines]).toContain(
      "INV-000001: net 4800000p, lines 4800001p, VAT 960000p, gross 5760000p",
    );
  });

  test("a transfer in the ledger", async () => {
    await tamper("transfers", "update transfers set amount_pence = amount_pence - 1 where credit = '2200'");
    const problems = await found();
    expect(Object.keys(problems)).toEqual([
      inLedger,
      "Output VAT in the ledger (2200) is the VAT on the documents",
      "Receivables in the ledger (1100) are each customer's open documents, in cash and in kind",
    ]);
  });

  test("what is still owed on a document", async () => {
    await tamper(
      null,
      "update open_items set outstanding_pence = 5 where document_id = (select id from documents where number = 'INV-000001')",
    );
    expect(
      (await found())[
        "What is outstanding is what was payable, less credits, less allocations, less refunds set off"
      ],
    ).toEqual(["INV-000001: shows 5, should be 0"]);
  });

  test("what is left of a receipt", async () => {
    await tamper(null, "update receipt_balances set unallocated_pence = 1");
    expect(Object.keys(await found())).toEqual([
      "Each receipt is what was allocated to documents plus what is left of it",
    ]);
  });

  test("the contract that was signed", async () => {
    for (const table of ["licences", "offer_versions"])
      await tamper(
        table,
        `update ${table} set contract = jsonb_set(contract, '{components,0,terms,tiers,standard}', '4700000')`,
      );
    const problems = Object.values(await found()).flat();
    expect(problems.slice(0, 3)).toEqual([
      "OFR-2026-0001 version 1: the hash is another's",
      "HDL-2026-0001: the hash is another's",
      "HDL-2026-0001: by its plan there is another credit_note of £1,000.00",
    ]);
  });

  test("what the catalogue says of a dataset, and what its terms let be sold", async () => {
    await tamper(null, "update datasets set limitations = array['not_for_profit']");
    expect(await found()).toEqual({
      "The catalogue shows of every dataset what its last version says": ["example is not its version 1"],
      "No dataset is offered commercially against its use terms without a decision over exactly these terms":
        ["example"],
    });
  });

  test("the day on which something is due, and something that is due no more", async () => {
    await market.aLicence({ buyer: "corvus", terms: dataReturn, startsOn: "2026-06-02" });
    await tamper(null, "update obligations set due = due + 365 where key = 'access/D1'");
    await tamper(null, "delete from obligations where key = 'access/D2'");
    expect(await found()).toEqual({
      "The documents, postings and promises of every licence are what its contract and facts come to, calculated again":
        [
          "HDL-2026-0002: its plan says something else of access/D1",
          "HDL-2026-0002: its plan says something else of access/D2",
        ],
    });
  });

  test("a signature", async () => {
    await tamper("signatures", "delete from signatures where side = 'nhs'");
    expect(Object.keys(await found())).toContain(
      "A licence is signed by both sides over exactly the contract that bills it",
    );
  });

  test("who approved", async () => {
    await tamper(
      "approvals",
      "update approvals set person_id = (select person_id from signatures where side = 'nhs')",
    );
    expect(Object.values(await found())).toEqual([
      ["HDL-2026-0001"],
      ["OFR-2026-0001 was approved by another person than was told"],
    ]);
  });

  test("who signed for the NHS: the buyer's own signatory", async () => {
    await tamper(
      "signatures",
      `update signatures s set person_id = b.person_id from signatures b
        where s.side = 'nhs' and b.offer_id = s.offer_id and b.side = 'buyer'`,
    );
    expect(await found()).toMatchObject({
      "Nobody stands on both sides of a deal, as applicant, author, approver or signatory": [
        "OFR-2026-0001: Anthony Whitfield",
      ],
    });
  });

  test("who applied: the author of the offer", async () => {
    await tamper(
      null,
      "update applications set made_by = (select author_id from offer_versions where version = 1 limit 1)",
    );
    expect(Object.keys(await found())).toEqual([
      "Nobody stands on both sides of a deal, as applicant, author, approver or signatory",
    ]);
  });

  test("what somebody may do: a role of the other side", async () => {
    await tamper(
      "memberships",
      `insert into memberships (person_id, organisation_id, role, granted_by, granted_at)
        select p.id, o.id, 'nhs_signatory', 'nobody', now() from people p, organisations o
        where p.name = 'Anthony Whitfield' and o.side = 'nhs'`,
    );
    expect(await found()).toEqual({
      "Nobody holds roles of the NHS and of a buyer, and every role is one of its organisation's side": [
        "Anthony Whitfield",
      ],
    });
  });

  test("a number, by taking a document away", async () => {
    await tamper(
      "open_items",
      "delete from open_items where document_id = (select id from documents where number = 'CN-000001')",
    );
    await tamper(
      "document_lines",
      "delete from document_lines where document_id = (select id from documents where number = 'CN-000001')",
    );
    await tamper(
      "refund_balances",
      "delete from refund_balances where document_id = (select id from documents where number = 'CN-000001')",
    );
    await tamper("documents", "delete from documents where number = 'CN-000001'");
    const problems = await found();
    expect(
      problems["Numbers have no gap, follow the order of issue, and end where their counter stands"],
    ).toEqual(["the counter of CN stands at 1"]);
  });

  test("one event", async () => {
    await tamper(
      "events",
      "update events set facts = '{\"gross\":\"1\"}' where type = 'document.issued' and subject = 'INV-000001'",
    );
    expect((await found())[audit]).toHaveLength(1);
  });

  test("the middle of a chain, by removing an event", async () => {
    await tamper("events", "delete from events where type = 'receipt.recorded'");
    expect((await found())[audit]).toHaveLength(1);
  });

  test("the end of a chain and its head: found against heads that were kept", async () => {
    const { heads } = await exportControl(market.ask(today, market.people.owen), {
      from: civil(today),
      to: civil(today),
    });
    await asOwner("alter table chain_heads disable trigger user");
    await tamper(
      "events",
      `with cut as (delete from events where type = 'export.taken' or id = (select max(id) from events) returning chain)
       update chain_heads h set (sequence, hash) = (select sequence, hash from events e where e.chain = h.chain
         and e.id <> (select max(id) from events) order by sequence desc limit 1) where chain in (select chain from cut)`,
    );
    await asOwner("alter table chain_heads enable trigger user");
    expect(Object.keys(await found()).filter((name) => name === audit)).toEqual([]);
    expect(Object.keys(await found(heads))).toContain("No chain lost the end that was kept");
  });

  const told =
    "Every document, receipt, licence, signature and approval that was told of is still there, as it was told";
  const said = "Every document and receipt says word for word what it said when it was told of";
  const whole =
    "The documents, postings and promises of every licence are what its contract and facts come to, calculated again";
  const state =
    "A licence has the days, model and buyer of its contract and offer, the state that was last told, and its entitlement";
  const facts = "Every fact and allocation was told of once, and is as it was told";

  test.each([
    [
      "the last credit note, with its counter put back",
      told,
      ["open_items", "document_lines", "refund_balances", "documents", "transfers", "postings", "series"],
      `delete from transfers where posting_id in (select p.id from postings p where p.key = (select number from documents where series = 'CN' order by sequence desc limit 1));
       delete from postings where key = (select number from documents where series = 'CN' order by sequence desc limit 1);
       delete from open_items where document_id = (select id from documents where series = 'CN' order by sequence desc limit 1);
       delete from document_lines where document_id = (select id from documents where series = 'CN' order by sequence desc limit 1);
       delete from refund_balances where document_id = (select id from documents where series = 'CN' order by sequence desc limit 1);
       delete from documents where id = (select id from documents where series = 'CN' order by sequence desc limit 1);
       update series set last = last - 1 where name = 'CN'`,
    ],
    [
      "when an invoice is due",
      told,
      ["documents"],
      "update documents set due_on = due_on + 30 where number = 'INV-000001'",
    ],
    [
      "whom an invoice is for",
      said,
      ["documents"],
      `update documents set buyer = jsonb_set(buyer, '{name}', '"Another"')`,
    ],
    [
      "the bank account on an invoice",
      said,
      ["documents"],
      `update documents set seller = jsonb_set(seller, '{accountNumber}', '"1"')`,
    ],
    [
      "the wording of an invoice",
      said,
      ["document_lines"],
      `update document_lines set parts = jsonb_set(parts, '{0,description}', '"Nothing"')`,
    ],
    [
      "the reference on a receipt",
      said,
      ["receipts"],
      "update receipts set reference_as_received = 'INV-000009'",
    ],
    ["who paid", told, ["receipts"], "update receipts set payer = 'Somebody else'"],
    [
      "who signed",
      told,
      ["signatures"],
      "update signatures set person_id = (select person_id from approvals limit 1) where side = 'nhs'",
    ],
    [
      "who approved, for a stranger to the deal",
      told,
      ["approvals"],
      "update approvals set person_id = (select id from people where id not in (select person_id from approvals union select person_id from signatures) limit 1)",
    ],
    [
      "income in the ledger, taken away",
      whole,
      ["transfers", "postings"],
      "delete from transfers where posting_id in (select id from postings where key like '% earned %'); delete from postings where key like '% earned %'",
    ],
    ["what was worked", whole, ["facts"], `update facts set body = jsonb_set(body, '{net}', '"2300000"')`],
    ["a fact, taken away", facts, ["facts"], "delete from facts"],
    ["the day a fact is about", facts, ["facts"], `update facts set "on" = "on" - 1`],
    ["how long a licence lasts", state, ["licences"], "update licences set ends_on = ends_on + 1"],
    ["what it is worth", state, ["licences"], "update licences set value_pence = value_pence + 1"],
    ["a suspension", state, ["licences"], "update licences set status = 'suspended'"],
    ["a right to use", state, ["entitlements"], "update entitlements set valid_to = valid_to + 1"],
  ])("%s", async (_what, check, tables, change) => {
    const off = tables.map((name) => `alter table ${name} disable trigger user, no force row level security`);
    const on = tables.map((name) => `alter table ${name} enable trigger user, force row level security`);
    await asOwner(...off, ...change.split(";"), ...on);
    expect(Object.keys(await found())).toContain(check);
  });

  test("the law itself", async () => {
    await asOwner("alter table documents no force row level security");
    await asOwner("alter table postings disable trigger append_only");
    await asOwner("create function other() returns int language sql security definer return 1");
    expect(Object.values(await found()).flat()).toEqual([
      "documents",
      "other",
      "other()",
      "postings append_only",
    ]);
  });
});

describe("npm run verify", () => {
  const command = async (...options: string[]) => {
    const child = spawn(
      process.execPath,
      ["--import", "tsx", "server/reporting/verify/verify-command.ts", ...options],
      {
        env: { ...process.env, DATABASE_URL: market.appUrl, MIGRATE_DATABASE_URL: "" },
      },
    );
    let said = "";
    child.stdout.on("data", (part) => {
      said += part;
    });
    const [code] = await once(child, "close");
    return { code, report: JSON.parse(said) };
  };

  test("prints what it checked and exits with 0, or with 1 when something is wrong", async () => {
    expect(await command()).toMatchObject({ code: 0, report: { ok: true } });
    await tamper(null, "update receipt_balances set unallocated_pence = 1");
    expect(await command()).toMatchObject({ code: 1, report: { ok: false } });
  });

  test("--head prints the ends of the chains", async () => {
    const { code, report } = await command("--head");
    expect(code).toBe(0);
    expect(report.heads).toEqual((await verify(market.asSystem(today))).heads);
  });
});

async function asOwner(...statements: string[]) {
  const client = new Client({ connectionString: market.ownerUrl });
  await client.connect();
  try {
    await client.query("select set_config('app.side', 'system', false)");
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** As somebody who owns the tables: triggers and row-level security off for a moment, one statement, and on again. */
const tamper = (table: string | null, statement: string) =>
  table
    ? asOwner(
        `alter table ${table} disable trigger user, no force row level security`,
        statement,
        `alter table ${table} enable trigger user, force row level security`,
      )
    : asOwner(statement);

const dataReturn = {
  kind: "data_return",
  agreedValue: 6_000_000,
  deliverables: [
    { id: "D1", weightBp: 6000, due: "2026-06-30" },
    { id: "D2", weightBp: 4000, due: "2026-09-30" },
  ],
  damagesBpPerWeek: 50,
  damagesCapBp: 1000,
  longStop: "2027-01-01",
  fallbackFee: 7_500_000,
} as const;
const equity = { kind: "equity_share", shares: 50_000, nominal: 1, price: 1240 } as const;
const costs = {
  kind: "cost_recovery",
  rates: { labour: 8640 },
  labour: "labour",
  overheadBp: 1250,
  estimate: 1_800_000,
  depositBp: 4000,
} as const;
