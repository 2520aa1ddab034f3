import fc from "fast-check";
import { describe as about, expect, test } from "vitest";
import { kinds } from "#server/commercial-models/index.ts";
import type { CustomerKind } from "#server/pricing/rules.ts";
import {
  barredByTerms,
  commercialKinds,
  type Decision,
  isUseTerm,
  nonCommercial,
  ruleOf,
  standingOf,
  termsInWords,
  termsKey,
  type UseTerm,
  undecided,
  useTerms,
} from "./use-terms.ts";

const everyTerm = Object.keys(useTerms) as UseTerm[];
const customers: CustomerKind[] = ["standard", "small_company", "academic"];
const saying = (...limitations: string[]) => ({ limitations, requirements: [] });
const open = { commercial: "allowed", nonCommercialFor: "everybody", because: "" } as const;
const closed = (why: keyof typeof undecided, nonCommercialFor = "nobody") => ({
  commercial: "needs_decision",
  nonCommercialFor,
  because: undecided[why],
});

about("every term alone", () => {
  const expected: Record<UseTerm, unknown> = {
    no_restriction: open,
    general_research: open,
    commercial_research: open,
    research_use_only: closed("research_only", "everybody"),
    not_for_profit: closed("not_for_profit", "not_for_profit"),
    research_specific: closed("conditions_only"),
    genetic_studies: closed("conditions_only"),
    no_general_methods: closed("conditions_only"),
    no_linkage: closed("conditions_only"),
    geographical: closed("conditions_only"),
    institution: closed("conditions_only"),
    project: closed("conditions_only"),
    user: closed("conditions_only"),
    time_limit: closed("conditions_only"),
    ethics: closed("conditions_only"),
    collaboration: closed("conditions_only"),
    publication: closed("conditions_only"),
    moratorium: closed("conditions_only"),
    return_to_source: closed("conditions_only"),
    disclosure_control: closed("conditions_only"),
  };
  test.each(everyTerm)("%s", (term) => {
    expect(ruleOf(saying(term))).toEqual(expected[term]);
    expect(ruleOf({ limitations: [], requirements: [term] })).toEqual(expected[term]);
  });

  test("no term at all, and a term that we do not know, ask for a decision and open nothing", () => {
    expect(ruleOf(saying())).toEqual(closed("none_stated"));
    for (const key of ["health_only", "toString", "constructor", ""])
      expect(ruleOf(saying("general_research", key))).toEqual(closed("not_known"));
  });
});

about("two terms together", () => {
  const limiting: UseTerm[] = [
    "research_use_only",
    "not_for_profit",
    "research_specific",
    "genetic_studies",
    "no_general_methods",
  ];
  const pairs: [UseTerm, UseTerm, unknown][] = [
    ...limiting.map((term): [UseTerm, UseTerm, unknown] => [
      "no_restriction",
      term,
      closed("no_restriction_and_limits"),
    ]),
    ["commercial_research", "not_for_profit", closed("commercial_and_barred")],
    ["commercial_research", "research_use_only", closed("commercial_and_barred")],
    ["commercial_research", "research_specific", open],
    ["commercial_research", "project", open],
    ["general_research", "research_use_only", closed("research_only", "everybody")],
    ["general_research", "not_for_profit", closed("not_for_profit", "not_for_profit")],
    ["research_use_only", "not_for_profit", closed("not_for_profit", "not_for_profit")],
    ["general_research", "no_linkage", open],
    ["no_restriction", "time_limit", open],
    ["no_linkage", "time_limit", closed("conditions_only")],
  ];
  test.each(pairs)("%s and %s, in either order and in either list", (a, b, expected) => {
    expect(ruleOf(saying(a, b))).toEqual(expected);
    expect(ruleOf(saying(b, a))).toEqual(expected);
    expect(ruleOf({ limitations: [a], requirements: [b] })).toEqual(expected);
  });

  test("only those pairs contradict each other", () => {
    const contradict = everyTerm.flatMap((a, index) =>
      everyTerm
        .slice(index + 1)
        .filter((b) => ruleOf(saying(a, b)).because.startsWith("The terms contradict"))
        .map((b) => `${a} ${b}`),
    );
    expect(contradict).toHaveLength(limiting.length + 2);
  });
});

const someTerms = fc.subarray(everyTerm);
const allowed = (terms: readonly string[], decisions: Decision[] = []) =>
  kinds.flatMap((kind) =>
    customers
      .filter((customer) => barredByTerms(saying(...terms), decisions, kind, customer) === null)
      .map((customer) => `${kind} to ${customer}`),
  );

about("the strictest wins", () => {
  const does = (wanted: string) => everyTerm.filter((term) => useTerms[term].does === wanted);

  test("a term that limits never allows more, once the terms say for what the data may be used", () => {
    fc.assert(
      fc.property(someTerms, fc.constantFrom(...does("limits")), (terms, added) => {
        fc.pre(ruleOf(saying(...terms)).because !== undecided.conditions_only && terms.length > 0);
        expect(allowed(terms)).toEqual(expect.arrayContaining(allowed([...terms, added])));
      }),
    );
  });

  test("research use only and not-for-profit bar every commercial model, whatever stands beside them", () => {
    fc.assert(
      fc.property(someTerms, fc.constantFrom("research_use_only", "not_for_profit"), (terms, added) => {
        for (const kind of commercialKinds)
          for (const customer of customers)
            expect(barredByTerms(saying(...terms, added), [], kind, customer)).not.toBeNull();
      }),
    );
  });

  test("a condition changes nothing where the use is stated", () => {
    fc.assert(
      fc.property(someTerms, fc.constantFrom(...does("condition")), (terms, added) => {
        fc.pre(ruleOf(saying(...terms)).because !== undecided.conditions_only && terms.length > 0);
        expect(allowed([...terms, added])).toEqual(allowed(terms));
      }),
    );
  });

  test("order, doubles, and the list that a term stands in make no difference", () => {
    fc.assert(
      fc.property(someTerms, fc.nat(), (terms, cut) => {
        const at = cut % (terms.length + 1);
        const shuffled = { limitations: terms.slice(at), requirements: [...terms].reverse() };
        expect(termsKey(shuffled)).toBe(termsKey(saying(...terms)));
        expect(ruleOf(shuffled)).toEqual(ruleOf(saying(...terms)));
      }),
    );
  });

  test("whatever is barred has a reason, and the standing says the same as the models", () => {
    fc.assert(
      fc.property(someTerms, (terms) => {
        const { commercial, because } = ruleOf(saying(...terms));
        expect(because === "").toBe(commercial === "allowed");
        expect(standingOf(saying(...terms), [])).toEqual({
          licensable: commercial === "allowed" ? "licensable" : "needs_decision",
          reason: because,
        });
      }),
    );
  });
});

test("not-for-profit data is open without a price to universities and charities alone", () => {
  for (const kind of nonCommercial) {
    expect(barredByTerms(saying("not_for_profit"), [], kind, "academic")).toBeNull();
    expect(barredByTerms(saying("not_for_profit"), [], kind, "standard")).toContain("only universities");
    expect(barredByTerms(saying("not_for_profit"), [], kind, "small_company")).toContain("only universities");
  }
});

about("a decision", () => {
  const terms = saying("research_use_only");
  const made = (changed: Partial<Decision> = {}): Decision => ({
    outcome: "allow",
    kinds: ["royalty"],
    customerKinds: ["standard"],
    terms: "research_use_only",
    reason: "The custodian agreed in writing",
    decidedByName: "Samuel Clarke",
    decidedOn: "2026-11-24",
    ...changed,
  });

  test("opens exactly its models to exactly its customers", () => {
    const before = allowed(terms.limitations);
    expect(allowed(terms.limitations, [made()]).filter((one) => !before.includes(one))).toEqual([
      "royalty to standard",
    ]);
    expect(standingOf(terms, [made()])).toEqual({ licensable: "licensable", reason: "" });
  });

  test("holds for exactly the terms it was made over: one more, one less or others void it", () => {
    fc.assert(
      fc.property(someTerms, someTerms, (over, now) => {
        const all = made({ terms: termsKey(saying(...over)), kinds: [...kinds], customerKinds: customers });
        const same = termsKey(saying(...over)) === termsKey(saying(...now));
        expect(allowed(now, [all])).toEqual(same ? allowed(["commercial_research"]) : allowed(now));
      }),
    );
  });

  test("that was made over no terms holds only while none are stated", () => {
    const none = made({ terms: "" });
    expect(barredByTerms(saying(), [none], "royalty", "standard")).toBeNull();
    expect(barredByTerms(saying("no_linkage"), [none], "royalty", "standard")).not.toBeNull();
  });

  test("is replaced by the next one about the same model and customer, and by no other", () => {
    const refusal = made({ outcome: "refuse", reason: "The custodian withdrew its consent" });
    expect(barredByTerms(terms, [made(), refusal], "royalty", "standard")).toBe(
      "Samuel Clarke decided on 24 November 2026 that it is not offered: The custodian withdrew its consent",
    );
    expect(barredByTerms(terms, [refusal, made()], "royalty", "standard")).toBeNull();
    const other = { ...refusal, kinds: ["subscription"] };
    expect(barredByTerms(terms, [made(), other], "royalty", "standard")).toBeNull();
    const others = { ...refusal, customerKinds: ["academic"] };
    expect(barredByTerms(terms, [made(), others], "royalty", "standard")).toBeNull();
  });

  test("to refuse says who, when and why where the dataset stands", () => {
    const refusal = made({ outcome: "refuse", kinds: [...commercialKinds] });
    expect(standingOf(terms, [refusal]).reason).toBe(
      "Samuel Clarke decided on 24 November 2026 that no commercial model is offered: The custodian agreed in writing",
    );
  });

  test("for universities alone leaves the dataset waiting, and open to them", () => {
    const academic = made({ customerKinds: ["academic"] });
    expect(standingOf(terms, [academic]).licensable).toBe("needs_decision");
    expect(barredByTerms(terms, [academic], "royalty", "academic")).toBeNull();
  });

  test("to refuse also closes a model without a price", () => {
    const refusal = made({ outcome: "refuse", kinds: ["free_access"] });
    expect(barredByTerms(terms, [refusal], "free_access", "standard")).toContain("not offered");
  });
});

test("terms in words: known ones once each, unknown ones as they came", () => {
  expect(
    termsInWords({ limitations: ["not_for_profit", "odd"], requirements: ["not_for_profit", "ethics"] }),
  ).toEqual(["Not-for-profit use only", "odd", "Approval by an ethics committee"]);
  expect(isUseTerm("toString")).toBe(false);
});
