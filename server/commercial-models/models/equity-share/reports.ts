import {
  choice,
  dayAlone,
  type FactForm,
  inPence,
  milestonesIn,
  money,
  named,
  number,
} from "../../engine/fact-form.ts";
import type { Reports } from "../../engine/model.ts";
import type { Fact, Terms } from "./terms.ts";

const milestone = choice("milestone", "Milestone", ({ vesting }) => milestonesIn(vesting));
const how = choice("how", "How did they go?", () => ["sold", "transferred", "bought_back"]);

/** How shares come, and that they are there. */
const granted: readonly FactForm<Fact["fact"]>[] = [
  {
    fact: "allotted",
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
    title: "Record a valuation",
    say: "Record valuation",
    by: "record",
    on: "Day of the valuation",
    fields: [money("price", "Value a share")],
    body: ({ price }) => ({ price: inPence(price) }),
    id: named("valued"),
  },
  {
    fact: "issued",
    title: "Record a share issue",
    say: "Record issue",
    by: "record",
    on: "Day of the issue",
    fields: [
      money("price", "Price of a new share"),
      money("money", "New money"),
      number("dilutedBefore", "Fully diluted shares before"),
    ],
    body: ({ price, money: raised, dilutedBefore }) => ({
      price: inPence(price),
      money: inPence(raised),
      dilutedBefore: Number(dilutedBefore),
    }),
    id: named("issued"),
  },
  {
    fact: "dividend",
    title: "Record a dividend",
    say: "Record dividend",
    by: "record",
    on: "Day of the dividend",
    fields: [money("perShare", "Dividend a share")],
    body: ({ perShare }) => ({ perShare: inPence(perShare) }),
    id: named("dividend"),
  },
  {
    fact: "exit",
    title: "Record a sale of the company",
    say: "Record sale",
    by: "record",
    on: "Day of the sale",
    fields: [
      money("proceeds", "Proceeds"),
      money("costs", "Costs of the sale", true),
      number("diluted", "Fully diluted shares"),
    ],
    body: ({ proceeds, costs, diluted }) => ({
      proceeds: inPence(proceeds),
      costs: inPence(costs),
      diluted: Number(diluted),
    }),
    id: () => "exit",
  },
];

/** How they change and go. */
const changes: readonly FactForm<Fact["fact"]>[] = [
  {
    fact: "split",
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
    title: "Record a conversion",
    say: "Record conversion",
    by: "record",
    on: "Day of the conversion",
    fields: [{ name: "shareClass", label: "New class of shares", type: "text" }],
    body: ({ shareClass }) => ({ shareClass }),
    id: named("converted"),
  },
  {
    fact: "disposed",
    title: "Record shares sold or bought back",
    say: "Record disposal",
    by: "record",
    on: "Day of the disposal",
    fields: [number("shares", "How many shares?"), money("price", "Price a share"), how],
    body: ({ shares, price, how }) => ({ shares: Number(shares), price: inPence(price), how }),
    id: named("disposed"),
  },
  {
    fact: "escrow_released",
    title: "Record the release of escrow",
    say: "Record release",
    by: "record",
    on: "Day it came in",
    fields: [money("received", "Money that came in")],
    body: ({ received }) => ({ received: inPence(received) }),
    id: () => "escrow released",
  },
];

export const reports = {
  forms: [...granted, ...worth, ...later, ...changes],
  promises: {
    share_allotment: { reminded: true, keptBy: "allotted" },
    share_certificate: { reminded: true, keptBy: null },
    escrow_release: { reminded: false, keptBy: null },
  },
} satisfies Partial<Reports<Terms, Fact>>;

export type PromiseName = keyof typeof reports.promises;
