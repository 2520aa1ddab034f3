import { expect, test } from "vitest";
import { civil } from "#server/lib/dates.ts";
import { recordable } from "../settlement/recordable-rules.ts";
import { reportingOf } from "../settlement/who-says-rules.ts";
import { whatNext } from "./what-next-rules.ts";

const today = civil("2026-11-27");
const shares = {
  id: "shares",
  terms: { kind: "equity_share", shares: 50_000, price: "1240", nominal: "1", vesting: [] },
};
const royalty = { id: "royalty", terms: { kind: "royalty", estimateLate: true } };
const life = (of: Partial<Parameters<typeof whatNext>[0]>) => ({
  reference: "HDL-2026-0001",
  organisation: "Meridian Therapeutics",
  status: "in_force" as const,
  endsOn: "2028-04-01",
  components: [royalty],
  obligations: [],
  documents: [],
  upcoming: [],
  ...of,
});
const statement = {
  key: "royalty/2026-07-01/report",
  kind: "royalty_report",
  due: "2026-11-14",
  description: "Royalty statement for the quarter to 2026-09-30",
  state: "due" as const,
  openFrom: civil("2026-09-30"),
};
const member = reportingOf(["member"]);
const manager = reportingOf(["commercial_manager"]);
const auditor = reportingOf(["auditor"]);

test("a statement 13 days late: who owes it, what follows if not, and one button for whoever may send it", () => {
  expect(whatNext(life({ obligations: [statement] }), member, today)).toEqual({
    title:
      "Meridian Therapeutics owes: Royalty statement for the quarter to 30 September 2026. It is 13 days late: it was due on 14 November 2026.",
    says: [
      "A member or a signatory of Meridian Therapeutics prepares it, and a signatory attests it.",
      "If not: Ten days after that day an estimate is billed: what the last four quarters earned on average, and a tenth more. The statement puts it right.",
    ],
    late: true,
    action: {
      href: "/licences/HDL-2026-0001/statements/new?component=royalty&period=2026-07-01",
      label: "Prepare the statement",
    },
  });
  for (const other of [manager, auditor])
    expect(whatNext(life({ obligations: [statement] }), other, today).action).toBeNull();
});

test("of a quarter that still runs nobody can send the statement, and the day from which they can is said", () => {
  const running = { ...statement, due: "2027-02-14", openFrom: civil("2026-12-31") };
  const next = whatNext(life({ obligations: [running] }), member, today);
  expect(next.action).toBeNull();
  expect(next.says[0]).toContain("from 31 December 2026 on: its period still runs");
  expect(whatNext(life({ obligations: [running] }), member, civil("2026-12-31")).action).not.toBeNull();
});

test("what is oldest comes first, promise or invoice; what is kept or paid does not", () => {
  const invoice = { number: "INV-000001", dueOn: "2026-05-01", outstandingPence: 7_600_00n };
  expect(whatNext(life({ obligations: [statement], documents: [invoice] }), member, today).title).toBe(
    "Meridian Therapeutics owes £7,600.00 on INV-000001. It is 210 days late: it was due on 1 May 2026.",
  );
  const settled = life({
    obligations: [{ ...statement, state: "accepted" }],
    documents: [{ ...invoice, outstandingPence: 0n }],
    upcoming: [{ on: "2027-04-01", net: 48_000_00n }],
  });
  expect(whatNext(settled, member, today)).toMatchObject({
    title: "Nothing needs anybody now",
    says: [
      "On 1 April 2027 £48,000.00 and VAT is invoiced. Nobody has to do anything for it.",
      "Access ends after 31 March 2028. Nothing is renewed by itself.",
    ],
    action: null,
  });
});

test("a share certificate is recorded by the NHS: the buyer reads who does it and is offered no form", () => {
  const certificate = {
    key: "shares/certificate",
    kind: "share_certificate",
    due: "2025-09-09",
    description: "Share certificate",
    state: "due" as const,
  };
  const equity = life({ components: [shares], obligations: [certificate] });
  expect(whatNext(equity, member, today)).toMatchObject({
    title:
      "Meridian Therapeutics owes: Share certificate. It is 444 days late: it was due on 9 September 2025.",
    action: null,
  });
  expect(whatNext(equity, member, today).says[0]).toBe("A commercial manager of the NHS records it.");
  expect(whatNext(equity, manager, today).action?.href).toBe(
    "/licences/HDL-2026-0001/report?fact=certified&component=shares",
  );
});

const onRecord = (...kinds: string[]) =>
  kinds.map((kind) => ({ kind, component: "shares", factId: kind, version: 1, retracted: false }));
const offered = (facts: ReturnType<typeof onRecord>, may = manager) =>
  recordable({ organisation: "Astral", components: [shares], obligations: [], facts }, may).map(
    ({ title, forms }) => [title, forms.map(({ fact }) => fact)],
  );

test("of eleven forms of an equity licence only those that can be now, by what they concern", () => {
  expect(offered([])).toEqual([["How the shares come", ["allotted"]]]);
  expect(offered(onRecord("allotted"))).toEqual([
    ["What they are worth, and bring", ["valued", "dividend"]],
    ["How they change, and go", ["issued", "exit", "split", "converted", "disposed"]],
    ["How the shares come", ["certified"]],
    ["Correct what is on record", ["allotted"]],
  ]);
  expect(offered(onRecord("allotted", "certified", "exit"))).toEqual([
    ["What they are worth, and bring", ["escrow_released"]],
    ["Correct what is on record", ["allotted", "exit", "certified"]],
  ]);
});

test("what was taken back is not on record, and nobody is offered another side's form", () => {
  const [allotted] = onRecord("allotted");
  expect(offered([allotted!, { ...allotted!, version: 2, retracted: true }])).toEqual([
    ["How the shares come", ["allotted"]],
  ]);
  expect(offered([], member)).toEqual([]);
  expect(offered([], auditor)).toEqual([]);
});
