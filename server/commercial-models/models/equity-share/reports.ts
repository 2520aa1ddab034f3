import {
  choice,
  dayAlone,
  type FactForm,
  inPence,
  inPenceEach,
  milestonesIn,
  money,
  moneyEach,
  named,
  number,
} from "../../engine/fact-form.ts";
import type { Reports } from "../../engine/model.ts";
import type { Fact, Terms } from "./terms.ts";

const milestone = choice("milestone", "Milestone", ({ vesting }) => milestonesIn(vesting));
const how = choice("how", "How did they go?", () => ["sold", "transferred", "bought_back"]);

/** Rights of the old class that the new one may keep, by what a person chooses. */
const kept: Readonly<Record<string, readonly string[]>> = {
  "none of its rights": [],
  "its preference at a sale": ["preference"],
  "its protection against dilution": ["anti_dilution"],
  both: ["preference", "anti_dilution"],
};
const keeps = choice("keeps", "What does the new class keep?", () => Object.keys(kept));

/** How shares come, and that they are there. */
const granted: readonly FactForm<Fact["fact"]>[] = [
  {
    fact: "allotted",
    about: "How the shares come",
    once: true,
    title: "Record the allotment",
    say: "Record allotment",
    by: "record",
    on: "Day of allotment",
    ...dayAlone,
    id: () => "allotted",
  },
];
const later: readonly FactForm<Fact["fact"]>[] = [
  {
    fact: "vested",
    about: "How the shares come",
    after: "allotted",
    until: "exit",
    title: "Record that shares vested",
    say: "Record vesting",
    by: "record",
    on: "Day the milestone was reached",
    fields: [milestone],
    body: ({ milestone }) => ({ milestone }),
    id: ({ milestone }) => `vested ${milestone}`,
  },
  {
    fact: "certified",
    about: "How the shares come",
    once: true,
    after: "allotted",
    title: "Record the share certificate",
    say: "Record certificate",
    by: "record",
    on: "Day it came in",
    ...dayAlone,
    id: () => "certified",
  },
];

/** What they are worth, and what they bring. */
const worth: readonly FactForm<Fact["fact"]>[] = [
  {
    fact: "valued",
    about: "What they are worth, and bring",
    after: "allotted",
    until: "exit",
    title: "Record a valuation",
    say: "Record valuation",
    by: "record",
    on: "Day of the valuation",
    fields: [moneyEach("price", "Value a share")],
    body: ({ price }) => ({ price: inPenceEach(price) }),
    id: named("valued"),
  },
  {
    fact: "issued",
    about: "How they change, and go",
    after: "allotted",
    until: "exit",
    title: "Record a share issue",
    say: "Record issue",
    by: "record",
    on: "Day of the issue",
    fields: [
      moneyEach("price", "Price of a new share"),
      money("money", "New money"),
      number("dilutedBefore", "Fully diluted shares before"),
    ],
    body: ({ price, money: raised, dilutedBefore }) => ({
      price: inPenceEach(price),
      money: inPence(raised),
      dilutedBefore: Number(dilutedBefore),
    }),
    id: named("issued"),
  },
  {
    fact: "dividend",
    about: "What they are worth, and bring",
    after: "allotted",
    until: "exit",
    title: "Record a dividend",
    say: "Record dividend",
    by: "record",
    on: "Day of the dividend",
    fields: [moneyEach("perShare", "Dividend a share")],
    body: ({ perShare }) => ({ perShare: inPenceEach(perShare) }),
    id: named("dividend"),
  },
  {
    fact: "exit",
    about: "How they change, and go",
    once: true,
    after: "allotted",
    title: "Record a sale of the company",
    say: "Record sale",
    by: "record",
    on: "Day of the sale",
    fields: [
      money("proceeds", "Proceeds"),
      money("costs", "Costs of the sale", true),
      money("preferences", "Preferences of others, paid first", true),
      number("diluted", "Fully diluted shares"),
    ],
    body: ({ proceeds, costs, preferences, diluted }) => ({
      proceeds: inPence(proceeds),
      costs: inPence(costs),
      preferences: inPence(preferences),
      diluted: Number(diluted),
    }),
    id: () => "exit",
  },
];

/** How they change and go. */
const changes: readonly FactForm<Fact["fact"]>[] = [
  {
    fact: "split",
    about: "How they change, and go",
    after: "allotted",
    until: "exit",
    title: "Record a share split",
    say: "Record split",
    by: "record",
    on: "Day of the split",
    fields: [number("of", "So many shares"), number("into", "became so many")],
    body: ({ of, into }) => ({ of: Number(of), into: Number(into) }),
    id: named("split"),
  },
  {
    fact: "converted",
    about: "How they change, and go",
    after: "allotted",
    until: "exit",
    title: "Record a conversion",
    say: "Record conversion",
    by: "record",
    on: "Day of the conversion",
    fields: [{ name: "shareClass", label: "New class of shares", type: "text" }, keeps],
    body: ({ shareClass, keeps }) => ({ shareClass, keeps: kept[keeps ?? ""] ?? [] }),
    id: named("converted"),
  },
  {
    fact: "disposed",
    about: "How they change, and go",
    after: "allotted",
    until: "exit",
    title: "Record shares sold or bought back",
    say: "Record disposal",
    by: "record",
    on: "Day of the disposal",
    fields: [number("shares", "How many shares?"), moneyEach("price", "Price a share"), how],
    body: ({ shares, price, how }) => ({ shares: Number(shares), price: inPenceEach(price), how }),
    id: named("disposed"),
  },
  {
    fact: "escrow_released",
    about: "What they are worth, and bring",
    after: "exit",
    title: "Record the release of escrow",
    say: "Record release",
    by: "record",
    on: "Day it came in",
    fields: [money("received", "Money that came in"), money("lost", "Lost to claims", true)],
    body: ({ received, lost }) => ({ received: inPence(received), lost: inPence(lost) }),
    id: named("escrow released"),
  },
];

export const reports = {
  forms: [...granted, ...worth, ...later, ...changes],
  promises: {
    share_allotment: {
      reminded: true,
      keptBy: "allotted",
      ifNot: () =>
        "Nothing is invoiced until the shares are allotted. Access does not wait for them: under the contract it begins on the first day.",
    },
    share_certificate: {
      reminded: true,
      keptBy: "certified",
      ifNot: () =>
        "A company has two months for it by law (Companies Act 2006, section 769). Nothing is billed for it.",
    },
    escrow_release: {
      reminded: false,
      keptBy: "escrow_released",
      ifNot: () => "It stays in the books of the NHS until it comes in or is lost to claims.",
    },
  },
} satisfies Partial<Reports<Terms, Fact>>;

export type PromiseName = keyof typeof reports.promises;
