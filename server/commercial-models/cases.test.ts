import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { balances } from "./engine/recognise.ts";
import { play } from "./play/play.ts";

/** The worked cases of the design, checked by two independent programs; they stand beside the project, not in it. */
const folder = join(import.meta.dirname, "../../../shared/examples/play");

type Expected = {
  documents: {
    type: string;
    number: string;
    corrects?: string;
    date: string;
    due: string | null;
    vatCategory: string;
    net: number;
    vat: number;
    gross: number;
    payableInCash: number;
    lines: { key: string; revision: number; net: number }[];
  }[];
  obligations: {
    key: string;
    kind: string;
    due: string | null;
    description: string;
    state: string;
    amount?: number;
  }[];
  balancesAtUntil: Record<string, number>;
};

// The identifier of the fact behind an audit differs between file and expectation, so it is left out of the comparison.
const key = (text: string) => text.replace(/:f\d+$/, ":fact");
const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1);

describe.skipIf(!existsSync(folder))("the worked cases of the design (skipped where they are absent)", () => {
  for (const file of existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : []) {
    const {
      case: title,
      play: input,
      ledger,
      expected,
    } = JSON.parse(readFileSync(join(folder, file), "utf8")) as {
      case: string;
      play: unknown;
      ledger: boolean | string;
      expected: Expected;
    };
    test(title, () => {
      const { documents, obligations, transfers } = play(input);
      expect(
        documents.map(
          ({ lines, number, type, corrects, date, due, vatCategory, net, vat, gross, payableInCash }) => ({
            type,
            number,
            ...(corrects && { corrects }),
            date,
            due,
            vatCategory,
            net: Number(net),
            vat: Number(vat),
            gross: Number(gross),
            payableInCash: Number(payableInCash),
            lines: lines
              .map((line) => ({ key: key(line.key), revision: line.revision, net: Number(line.net) }))
              .sort(byKey),
          }),
        ),
      ).toEqual(
        expected.documents.map((document) => ({
          ...document,
          lines: document.lines.map((line) => ({ ...line, key: key(line.key) })).sort(byKey),
        })),
      );
      const found = obligations.map((obligation) => ({
        ...obligation,
        ...(obligation.amount !== undefined && { amount: Number(obligation.amount) }),
      }));
      for (const obligation of expected.obligations) expect(found).toContainEqual(obligation);
      if (ledger !== true) return;
      const moved = [...balances(transfers)]
        .filter(([, amount]) => amount !== 0n)
        .map(([account, amount]) => [account, Number(amount)]);
      expect(Object.fromEntries(moved)).toEqual(expected.balancesAtUntil);
    });
  }
});
