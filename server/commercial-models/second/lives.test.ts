import { describe, expect, test } from "vitest";
import { sum } from "#server/lib/money.ts";
import { runSeed } from "#server/testing/seed.ts";
import { byKey, current, netOf } from "../engine/parts.ts";
import type { Charge, Plan } from "../engine/plan.ts";
import { unsoundBecause } from "../engine/soundness.ts";
import type { Kind, Terms } from "../index.ts";
import { holdingOf, registerOf } from "../models/equity-share/register.ts";
import { secondOf } from "./agree.ts";
import { heardBackwards, type Life, lived } from "./lives.ts";

const count = 300;
/** A day as machines write it, where a person reads. */
const unwritten = /\d{4}-\d{2}-\d{2}/;

type TermsOf<K extends Kind> = Extract<Terms, { kind: K }>;
const termsOf = <K extends Kind>({ contract }: Life) => contract.components[0]!.terms as TermsOf<K>;
const lastOf = (variants: readonly Charge[]) => variants.reduce((a, b) => (b.on >= a.on ? b : a));
/** What stands for each key in the end, in pence. */
const positions = ({ charges }: Plan) =>
  Object.fromEntries([...byKey(charges)].map(([key, variants]) => [key, netOf(lastOf(variants))]));
const totalOf = (plan: Plan, test: (key: string) => boolean = () => true) =>
  sum(
    Object.entries(positions(plan))
      .filter(([key]) => test(key))
      .map(([, net]) => net),
  );
const moved = ({ movements }: Plan, side: "debit" | "credit", account: string) =>
  sum(movements.filter((one) => one[side] === account).map(({ amount }) => amount));

/** What holds at the end of every life of one model. */
const always: Partial<Record<Kind, (life: Life) => void>> = {
  free_access(life) {
    const { commercialPrice = 0n } = termsOf<"free_access">(life);
    for (const net of Object.values(positions(life.plan))) expect(net <= commercialPrice).toBe(true);
  },
  data_return(life) {
    const { agreedValue, fallbackFee, deliverables } = termsOf<"data_return">(life);
    const { plan } = life;
    expect(totalOf(plan, (key) => key === "c/barter") <= agreedValue).toBe(true);
    expect(totalOf(plan, (key) => key === "c/fallback") <= fallbackFee).toBe(true);
    for (const { id } of deliverables)
      expect(plan.obligations.filter(({ key }) => key === `c/${id}`)).toHaveLength(1);
  },
  cost_recovery(life) {
    const { cap } = termsOf<"cost_recovery">(life);
    if (cap === undefined) return;
    const caps = life.taken.flatMap((f) => (f.fact === "reordered" && f.cap !== undefined ? [f.cap] : []));
    const most = caps.reduce((a, b) => (a > b ? a : b), cap);
    expect(totalOf(life.plan, (key) => !key.endsWith("/review")) <= most).toBe(true);
  },
  one_off_fee(life) {
    const { fee, instalments } = termsOf<"one_off_fee">(life);
    const sized = instalments.some(({ plannedQuantity }) => plannedQuantity !== undefined);
    if (!sized) expect(totalOf(life.plan) <= fee).toBe(true);
    expect(life.plan.charges.every(({ on }) => on >= life.contract.term.from)).toBe(true);
  },
  equity_share(life) {
    const terms = termsOf<"equity_share">(life);
    const facts = current(life.taken.filter(({ fact }) => fact !== "ended")) as never[];
    const { id } = life.contract.components[0]!;
    const seen = { id, term: life.contract.term, vatRateBp: () => 2000 };
    const register = registerOf(terms, facts, seen);
    const converted = current(life.taken).findLast(({ fact }) => fact === "converted");
    if (converted?.fact === "converted")
      expect(holdingOf(terms, facts, seen).rights).toMatchObject({
        ...(!converted.keeps.includes("preference") && { preferenceBp: 0 }),
        ...(!converted.keeps.includes("anti_dilution") && { antiDilution: "none" }),
      });
    for (const { held, carrying } of register) {
      expect(held >= 0n && carrying >= 0n).toBe(true);
      if (held === 0n) expect(carrying).toBe(0n);
    }
    const { plan } = life;
    // Escrow: never more out than in. A sale: never more to us than was left.
    const [into, outOf] = [moved(plan, "debit", "1130"), moved(plan, "credit", "1130")];
    expect(outOf <= into).toBe(true);
    const exit = life.taken.find((f) => f.fact === "exit");
    if (exit?.fact !== "exit") return expect(into).toBe(0n);
    const came = sum(
      plan.movements.filter(({ key, debit }) => /\/exit:/.test(key) && debit !== "4180").map((m) => m.amount),
    );
    expect(came <= exit.proceeds - exit.costs - exit.preferences).toBe(true);
  },
};

const ours = Object.keys(always) as Kind[];

describe.each(ours)(`%s: ${count} random lives from seed ${runSeed}, hostile facts among them`, (kind) => {
  test("are told with a sentence what cannot be, and hold whatever was taken", {
    timeout: 120_000,
  }, async () => {
    const model = await secondOf[kind]();
    let [taken, refused] = [0, 0];
    for (let seed = runSeed; seed < runSeed + count; seed++) {
      const life = lived(model, seed);
      taken += life.taken.length;
      refused += life.refusals.length;
      for (const { description } of life.plan.obligations) expect(description).not.toMatch(unwritten);
      for (const { field, sentence } of life.refusals) {
        expect(sentence).not.toMatch(unwritten);
        expect(field, `seed ${seed}`).not.toBe("");
        expect(sentence, `seed ${seed}: it names the number, the day or the names that it met`).toMatch(
          /\d|: /,
        );
      }
      try {
        expect(unsoundBecause(life.plan.charges)).toBeNull();
        for (const net of Object.values(positions(life.plan))) expect(net >= 0n).toBe(true);
        expect(positions(heardBackwards(life))).toEqual(positions(life.plan));
        always[kind]!(life);
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error });
      }
    }
    expect(taken).toBeGreaterThan(count / 2);
    expect(refused).toBeGreaterThan(count / 20);
  });
});
