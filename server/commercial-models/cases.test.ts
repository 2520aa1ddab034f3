import { describe, expect, test } from "vitest";
import { pounds } from "#server/lib/money.ts";
import { cases } from "./cases/index.ts";
import type { Document, Obligation } from "./engine/plan.ts";
import { balances } from "./engine/recognise.ts";
import { kinds, modelOf } from "./index.ts";
import { play } from "./play/play.ts";

const ukCustomer = { country: "GB", dueDays: 30 };

describe.each(Object.entries(cases))("%s", (_, lives) => {
  test.each(lives)("$title", ({ life, documents, obligations, balances: expected }) => {
    const played = play({ reference: "L", customer: ukCustomer, ...life });
    expect(played.documents.map(documentInWords)).toEqual(documents);
    expect(played.obligations.map(obligationInWords)).toEqual(obligations);
    const moved = [...balances(played.transfers)].filter(([, amount]) => amount !== 0n);
    expect(Object.fromEntries(moved.map(([account, amount]) => [account, pounds(amount)]))).toEqual(expected);
    for (const { net, vat, gross } of played.documents) expect(gross).toBe(net + vat);
  });
});

test("whatever a model promises in a worked case it has named, so that somebody knows whose it is", () => {
  const named = kinds.flatMap((kind) => Object.keys(modelOf(kind).promises));
  const clauses = ["preferential_supply"];
  for (const { life } of Object.values(cases).flat())
    for (const { kind } of play({ reference: "L", customer: ukCustomer, ...life }).obligations)
      expect([...named, ...clauses]).toContain(kind);
});

test("each model has a worked case", () => {
  const worked = Object.values(cases).flatMap((lives) =>
    lives.flatMap(({ life }) => life.components.map(({ terms }) => terms.kind)),
  );
  expect([...new Set(worked)].sort()).toEqual([...kinds].sort());
});

function documentInWords({ number, type, corrects, date, due, vatCategory, lines, ...money }: Document) {
  const name = `${type.replace("_", " ")} ${number}${corrects ? ` of ${corrects}` : ""}`;
  const amounts = `${pounds(money.net)} + VAT ${pounds(money.vat)} (${vatCategory})`;
  return [
    `${name}, ${date}${due ? `, due ${due}` : ""}: ${amounts}, ${pounds(money.payableInCash)} in money`,
    ...lines.map(({ key, revision, net }) => `${key}${revision ? ` #${revision}` : ""} ${pounds(net)}`),
  ];
}

function obligationInWords({ key, kind, due, state, amount, description }: Obligation) {
  const worth = amount === undefined ? "" : `, ${pounds(amount)}`;
  return `${key}, ${kind}${due ? ` by ${due}` : ""}, ${state}${worth}: ${description}`;
}
