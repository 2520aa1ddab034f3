import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { poundsEach, type UnitPrice } from "#server/commercial-models/engine/unit-price.ts";
import { kinds, modelOf, termsSchema } from "#server/commercial-models/index.ts";
import { secondOf, valid } from "#server/commercial-models/second/agree.ts";
import type { Period } from "#server/lib/dates.ts";
import { agreedParametersOf, type Shape } from "#server/pricing/parameters.ts";
import { licensedService } from "#server/quoting/service.ts";
import { runSeed } from "#server/testing/seed.ts";
import { standardArticles } from "./articles.ts";
import { type ContractPart, contractHash, type SignedContract, signedContractSchema } from "./contract.ts";
import { contractPaper } from "./paper.ts";
import { aContract, anOrdinaryContract } from "./testing.ts";

const saidIn = ({ clauses }: Pick<ContractPart, "clauses">) => clauses.join(" ");
/** What a contract says that the licensee pays. */
const paid = (contract: ReturnType<typeof aContract>) =>
  contract.words.agreement
    .filter(({ title }) => title.startsWith("What the licensee pays"))
    .map(saidIn)
    .join(" ");
const unsigned = (contract: SignedContract) =>
  contractPaper(contract, { hash: contractHash(contract), signatures: [] });

describe("what is payable stands in sentences with its sums", () => {
  test("a fee of £113,880.00 in 40%, 35% and 25%: £45,552.00, £39,858.00 and £28,470.00, and the last day on which a milestone counts", () => {
    const contract = aContract({ terms: modelOf("one_off_fee").usual(3_796_000).terms });
    expect(paid(contract)).toContain(
      "£45,552.00 on signature, £39,858.00 when the data are received, £28,470.00 with the first results; what has not happened by 1 May 2029 lapses.",
    );
    expect(paid(contract)).toContain("The instalment on signature is invoiced on 2 May 2028.");
  });

  test.each([
    [
      "a subscription of one names no number",
      { kind: "subscription", tiers: { standard: 3_796_000 }, tier: "standard", quantity: 1 },
      /^The licensee pays £37,960\.00 a year, whatever it uses, invoiced in advance for each year\./,
    ],
    [
      "twenty seats at £610.00 are £12,200.00",
      { kind: "subscription", tiers: { standard: 61_000 }, tier: "standard", quantity: 20, trueUp: true },
      /takes 20 seats at £610\.00 a year each, £12,200\.00 a year together/,
    ],
    [
      "£60,000.00 with VAT are £50,000.00 in kind, 60% and 40% of it £30,000.00 and £20,000.00, and 0.5% a week £150.00 and £100.00",
      {
        kind: "data_return",
        agreedValue: 6_000_000,
        deliverables: [
          { id: "One", weightBp: 6_000, due: "2028-09-30" },
          { id: "Two", weightBp: 4_000, due: "2028-09-30" },
        ],
        damagesBpPerWeek: 50,
        damagesCapBp: 1_000,
        longStop: "2029-01-01",
        fallbackFee: 7_500_000,
      },
      /worth £50,000\.00, and £60,000\.00 with VAT.*60% of the value, £30,000\.00.*40% of the value, £20,000\.00.*£150\.00 a week and at most £3,000\.00 for “One” and £100\.00 a week and at most £2,000\.00 for “Two”.*by 31 December 2028.*£45,000\.00 for “One” and £30,000\.00 for “Two”/,
    ],
    [
      "40% of an estimate of £18,000.00 are a deposit of £7,200.00",
      {
        kind: "cost_recovery",
        rates: { hour: 8_640 },
        estimate: 1_800_000,
        depositBp: 4_000,
        cap: 1_950_000,
      },
      /hour £86\.40.*A deposit of 40% of it, £7,200\.00.*never costs more than £19,500\.00/,
    ],
    [
      "50,000 shares at £12.40 are £620,000.00, with £124,000.00 of VAT in money",
      { kind: "equity_share", shares: 50_000, nominal: 1, price: 1_240 },
      /50,000 ordinary shares of the licensee, at an agreed value of £12\.40 each, £620,000\.00 together.*£124,000\.00 at 20%, is paid in money/,
    ],
    [
      "2% of £10,000,000.00 are £200,000.00",
      {
        kind: "royalty",
        bands: [
          { upTo: 1_000_000_000, rateBp: 200 },
          { upTo: null, rateBp: 300 },
        ],
      },
      /2% of net sales up to £10,000,000\.00 \(£200,000\.00\) and 3% above/,
    ],
  ])("%s", (_, terms, words) => {
    expect(paid(aContract({ terms }))).toMatch(words);
  });

  test("a review is charged for years after the first, so a contract of one year does not speak of it", () => {
    const terms = { kind: "cost_recovery", rates: { hour: 8_640 }, reviewFee: 69_400 };
    expect(paid(aContract({ terms, months: 12 }))).not.toContain("£694.00");
    expect(paid(aContract({ terms, months: 24 }))).toContain("£694.00");
  });

  test("the service is charged at the prices of its schedule, and a discount says what it is taken from", () => {
    const terms = { kind: "subscription", tiers: { standard: 3_796_000 }, tier: "standard" };
    const tariff = {
      version: 1,
      validFrom: "2028-01-01",
      source: "made up",
      items: [{ code: "set_up", title: "Set-up", pence: 43_400n, unit: "once", note: "" }],
    } as unknown as Parameters<typeof licensedService>[0];
    const service = licensedService(tariff, { models: [], bearsProject: false });
    const contract = aContract({
      terms,
      components: [{ id: "access", terms }, service] as never,
      clauses: [
        {
          clause: "discount",
          kind: "percent",
          id: "Discount of 10%",
          bp: 1_000,
          components: ["access"],
          valid: { from: "2028-05-02", to: "2029-05-02" },
        },
      ],
    });
    const { agreement, schedules } = unsigned(contract);
    expect(agreement.map(({ heading }) => heading).slice(0, 5)).toEqual([
      "1. What this agreement is about",
      "2. What the licensee pays: subscription",
      "3. What the licensee pays: the service around the data",
      "4. What is agreed beside it",
      "5. Invoices and VAT",
    ]);
    expect(schedules[2]!.facts).toEqual([["Set-up", "£434.00"]]);
    expect(agreement[3]!.clauses[0]!.text).toMatch(
      /^Discount of 10%: what is payable for the part “Subscription” is lower by 10%, .* up to and including 1 May 2029\./,
    );
    expect(contract.payments.map(({ net, vat }) => [net, vat])).toEqual([["3416400", "683280"]]);
  });
});

describe("the calendar of payments", () => {
  test("£37,960.00 and £7,592.00 of VAT are £45,552.00 a year, certain in each of three years", () => {
    const { payments } = aContract({
      terms: { kind: "subscription", tiers: { standard: 3_796_000 }, tier: "standard" },
      months: 36,
    });
    expect(payments.map(({ on, due, gross, expected }) => [on, due, gross, expected])).toEqual([
      ["2028-05-02", "2028-06-01", "4555200", false],
      ["2029-05-02", "2029-06-01", "4555200", false],
      ["2030-05-02", "2030-06-01", "4555200", false],
    ]);
    expect(payments[0]!.what).toMatch(/, 2 May 2028 to 1 May 2029$/);
  });

  test("an instalment by day is certain, one by milestone expected", () => {
    const { payments } = anOrdinaryContract("one_off_fee");
    expect(payments.map(({ net, expected }) => [net, expected])).toEqual([
      ["4555200", false],
      ["3985800", true],
      ["2847000", true],
    ]);
  });

  test("a guarantee is certain; royalty above it is expected", () => {
    const { payments } = anOrdinaryContract("royalty");
    const guarantees = payments.filter(({ what }) => what.startsWith("Minimum guarantee"));
    expect(guarantees.map(({ net, expected }) => [net, expected])).toEqual(
      Array.from({ length: 5 }, () => ["7592000", false]),
    );
    const royalties = payments.filter(({ what }) => !what.startsWith("Minimum guarantee"));
    expect(royalties.length).toBeGreaterThan(4);
    expect(royalties.every(({ expected }) => expected)).toBe(true);
  });
});

/** Names that the sides gave stand in quotes, and are theirs. */
const withoutNames = (text: string) => text.replace(/“[^”]*”/g, "“”");
// Keys of terms and of their choices, and words that only the code knows.
const raw =
  /\b[a-z]+[A-Z]\w*|\b[a-z]+_[a-z_]+\b|\bweight \d|\blong.?stop\b|\b\d+ bp\b|undefined|NaN|\[object|\bnull\b/;

describe("no contract speaks in keys", () => {
  test.each(kinds)(
    `%s: on 100 random contracts from seed ${runSeed} no key of the code, and every sum in full`,
    async (kind) => {
      const second = await secondOf[kind]();
      for (let seed = runSeed; seed < runSeed + 100; seed++) {
        const { term, terms } = valid(second, seed);
        const parsed = termsSchema.parse(terms);
        const said = modelOf(kind)
          .inContract(parsed, { term: term as Period, vatRateBp: 2_000 })
          .join(" ");
        expect(withoutNames(said), `seed ${seed}`).not.toMatch(raw);
        for (const amount of sumsIn(parsed)) expect(said, `seed ${seed}`).toContain(poundsEach(amount));
      }
    },
  );

  test.each(kinds)("%s: the whole paper, its articles and schedules too", (kind) => {
    const { agreement, schedules } = unsigned(anOrdinaryContract(kind));
    const said = [...agreement, ...schedules].flatMap(({ heading, clauses, facts, table, note }) => [
      heading,
      ...clauses.map(({ text }) => text),
      ...facts.flat(),
      ...(table ? table.rows.flat() : []),
      note ?? "",
    ]);
    expect(withoutNames(said.join(" "))).not.toMatch(raw);
  });
});

/** Parameters that say nothing by themselves: an amount that only another one gives a meaning to. */
const within: Readonly<Record<string, true>> = { reviewFee: true, agreedValue: true };

/** Every sum that terms agree on directly, by the units of their own schema. */
function sumsIn(terms: { kind: (typeof kinds)[number] }): UnitPrice[] {
  const values = terms as unknown as Readonly<Record<string, unknown>>;
  return agreedParametersOf(terms.kind)
    .filter(({ name }) => !within[name])
    .flatMap(({ name, is }) => amountsOf(is, values[name]));
}

function amountsOf(shape: Shape, value: unknown): UnitPrice[] {
  if (value === undefined || value === null) return [];
  if (shape.shape === "value") return shape.unit === "pounds" && value !== 0n ? [value as UnitPrice] : [];
  if (shape.shape === "named") return Object.values(value).flatMap((inner) => amountsOf(shape.of, inner));
  if (shape.shape === "parts")
    return shape.parts.flatMap(({ name, is }) => amountsOf(is, (value as Record<string, unknown>)[name]));
  return (value as unknown[]).flatMap((inner) => amountsOf(shape.of, inner));
}

describe("articles", () => {
  test("have an id of their own, and what a general counsel looks for", () => {
    const ids = standardArticles().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      expect.arrayContaining([
        "liability",
        "intellectual_property",
        "data_protection",
        "confidentiality",
        "reporting",
        "ending",
        "effects",
        "law",
      ]),
    );
  });

  // Signed contracts hold these words. Another wording is another version: then, and only then, a line changes here.
  test("keep their words: another text is another version", () => {
    const digests = standardArticles().map(
      ({ id, version, title, text }) =>
        `${id} ${version} ${createHash("sha256").update(`${title}\n${text}`).digest("hex").slice(0, 16)}`,
    );
    expect(digests).toEqual(signedWords);
  });
});

const signedWords = [
  "grant 2 ec03802fac3c799b",
  "environment 2 bbfc5171b6cb1d99",
  "people 2 fca27ccfbb2e07c4",
  "no_sublicence 2 a37565730b42c8be",
  "publication 2 0ddeaeba2d64e059",
  "payment 2 c5725842b7de77e0",
  "reporting 2 1b45682bb612a919",
  "intellectual_property 1 d0ee23ccb679c55b",
  "data_protection 1 d73472d0f78d5e74",
  "confidentiality 1 8237062a8fc9fd35",
  "promises 1 896073dc8cc13e0e",
  "liability 1 af0e67a73dbdbf7c",
  "ending 2 ab647f8ba19867b1",
  "effects 1 7eaf06a8498fcd0f",
  "changes 1 64857a208579fac3",
  "law 2 72d980d40ea2c167",
];

describe("a contract of the first format", () => {
  const first: SignedContract = {
    format: 1,
    offer: "OFR-2026-0001",
    version: 1,
    title: "An older deal",
    licensor: { name: "National Health Data Service", address: "Leeds", vatNumber: "GB 999 9999 73" },
    licensee: { name: "Meridian Therapeutics", address: "Cambridge", country: "GB", vatNumber: null },
    dataset: { slug: "example", title: "Example", version: "1", custodian: "Registry", mandate: "MAN-1" },
    purpose: "Design of a trial",
    publicBenefit: "Earlier treatment",
    users: 5,
    environment: "NHS secure data environment",
    territory: "United Kingdom",
    useTerms: ["Research"],
    term: { from: "2026-04-01", to: "2027-04-01" },
    dueDays: 30,
    priceList: { version: 1, validFrom: "2026-01-01" },
    components: [
      { id: "access", terms: { kind: "subscription", tiers: { standard: 4_800_000 }, tier: "standard" } },
    ],
    clauses: [
      {
        clause: "discount",
        kind: "percent",
        id: "Discount of 5%",
        bp: 500,
        components: ["access"],
        valid: { from: "2026-04-01", to: "2027-04-01" },
      },
    ],
    articles: [
      {
        id: "law",
        version: 1,
        title: "Law",
        text: "The law of England and Wales applies, and its courts decide.",
      },
    ],
  };

  test("is read, and has the fingerprint that it was signed with", () => {
    expect(contractHash(signedContractSchema.parse(JSON.parse(JSON.stringify(first))))).toBe(
      "41f3ed18470e59527877aea963d10637583e3707b5b4a4826c55c93541236a73",
    );
  });

  test("keeps the articles it was signed under, and its terms one by one", () => {
    const { agreement, schedules } = unsigned(first);
    expect(agreement.at(-1)).toMatchObject({
      heading: `${agreement.length}. Law`,
      clauses: [{ text: "The law of England and Wales applies, and its courts decide." }],
      note: "Article “law”, version 1",
    });
    expect(agreement.find(({ heading }) => heading.endsWith("Subscription"))?.facts).toContainEqual([
      "Prices",
      "standard: £48,000.00",
    ]);
    expect(schedules).toEqual([]);
  });
});
