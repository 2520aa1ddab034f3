import { z } from "zod";
import type { Kind } from "#server/commercial-models/index.ts";
import { isCivil } from "#server/lib/dates.ts";
import { parsePounds } from "#server/lib/money.ts";

/** Who may say it: a member reports, a signatory attests, a commercial manager records for the NHS. */
export type SaidBy = "report" | "attest" | "record";

export type FactField = {
  name: string;
  label: string;
  hint?: string;
  type: "money" | "number" | "text" | "day" | "choice";
  options?: readonly string[];
  optional?: boolean;
};

/** A plain form for one kind of fact: what it asks for, and how the answers become the body of the fact. */
export type FactForm = {
  fact: string;
  title: string;
  say: string;
  by: SaidBy;
  /** What the day means. */
  on: string;
  fields: readonly FactField[];
  body(values: Record<string, string>, terms: Record<string, unknown>): Record<string, unknown>;
  /** Names the fact for ever: the same answers about the same thing are a correction. */
  id(values: Record<string, string>): string;
};

const pence = (text: string | undefined) => String(parsePounds(text ?? "") ?? 0n);
/** "3.5" per cent as 350 basis points; what is no number stays as it is, for the model to refuse by name. */
const inBp = (text = ""): number | string => {
  const match = /^([-−]?)(\d{1,3})(?:\.(\d{1,2}))?\s*%?$/.exec(text.trim());
  if (!match) return text;
  const size = Number(match[2]) * 100 + Number((match[3] ?? "").padEnd(2, "0"));
  return match[1] ? -size : size;
};
const money = (name: string, label: string, hint?: string, optional = false): FactField => ({
  name,
  label,
  type: "money",
  ...(hint && { hint }),
  ...(optional && { optional }),
});
const named = (what: string, field?: string) => (values: Record<string, string>) =>
  [what, field ? values[field] : "", values.on].filter(Boolean).join(" ");

/** Every form of every model, in the order people need them. Options that depend on the terms are filled in by `optionsOf`. */
export const factForms: Record<Kind, readonly FactForm[]> = {
  free_access: [
    {
      fact: "reported_use",
      title: "Send a use report",
      say: "Send report",
      by: "report",
      on: "Day of the report",
      fields: [{ name: "period", label: "First day of the period", type: "choice" }],
      body: ({ period }) => ({ period }),
      id: ({ period }) => `use report ${period}`,
    },
    {
      fact: "destroyed",
      title: "Certify destruction",
      say: "Certify",
      by: "report",
      on: "Day on which no copy was left",
      fields: [],
      body: () => ({}),
      id: () => "destroyed",
    },
    {
      fact: "commercialised",
      title: "Record that the use became commercial",
      say: "Record",
      by: "record",
      on: "First day of commercial use",
      fields: [],
      body: () => ({}),
      id: () => "commercialised",
    },
    {
      fact: "used_quota",
      title: "Record use that counts towards a quota",
      say: "Record use",
      by: "record",
      on: "Day of the use",
      fields: [
        { name: "unit", label: "What was used?", type: "choice" },
        { name: "quantity", label: "How many?", type: "number" },
      ],
      body: ({ unit, quantity }) => ({ unit, quantity }),
      id: named("quota", "unit"),
    },
  ],
  data_return: [
    {
      fact: "submitted",
      title: "Hand in a deliverable",
      say: "Hand in",
      by: "report",
      on: "Day of handing in",
      fields: [{ name: "deliverable", label: "Deliverable", type: "choice" }],
      body: ({ deliverable }) => ({ deliverable }),
      id: named("submitted", "deliverable"),
    },
    {
      fact: "accepted",
      title: "Accept a deliverable",
      say: "Accept",
      by: "record",
      on: "Day of acceptance",
      fields: [{ name: "deliverable", label: "Deliverable", type: "choice" }],
      body: ({ deliverable }) => ({ deliverable }),
      id: ({ deliverable }) => `accepted ${deliverable}`,
    },
    {
      fact: "rejected",
      title: "Reject a deliverable",
      say: "Reject",
      by: "record",
      on: "Day of rejection",
      fields: [
        { name: "deliverable", label: "Deliverable", type: "choice" },
        { name: "reason", label: "What is missing?", type: "text" },
      ],
      body: ({ deliverable, reason }) => ({ deliverable, reason }),
      // In the order of names it stands after what was handed in on the same day, which the engine then reads first.
      id: ({ deliverable, on }) => `submitted ${deliverable} ${on} (rejected)`,
    },
  ],
  cost_recovery: [
    {
      fact: "worked",
      title: "Record work",
      say: "Record work",
      by: "record",
      on: "Day of the work",
      fields: [
        { name: "rate", label: "Kind of work", type: "choice" },
        { name: "quantity", label: "How much?", type: "number", hint: "Units or hours, like 37.5" },
      ],
      body: ({ rate, quantity }) => ({ rate, quantity }),
      id: named("worked", "rate"),
    },
    {
      fact: "spent",
      title: "Record a cost passed on",
      say: "Record cost",
      by: "record",
      on: "Day of the cost",
      fields: [{ name: "what", label: "What was paid?", type: "text" }, money("cost", "What did it cost?")],
      body: ({ what, cost }) => ({ what, cost: pence(cost) }),
      id: named("spent", "what"),
    },
    {
      fact: "completed",
      title: "The work is complete",
      say: "Close the work",
      by: "record",
      on: "Day of completion",
      fields: [],
      body: () => ({}),
      id: () => "completed",
    },
    {
      fact: "reordered",
      title: "Record a change order",
      say: "Record change",
      by: "record",
      on: "Day it was agreed",
      fields: [money("estimate", "Estimate from then on"), money("cap", "Cap from then on", undefined, true)],
      body: ({ estimate, cap }) => ({ estimate: pence(estimate), ...(cap && { cap: pence(cap) }) }),
      id: named("change order"),
    },
  ],
  one_off_fee: [
    {
      fact: "reached",
      title: "Accept a milestone",
      say: "Accept milestone",
      by: "record",
      on: "Day it was reached",
      fields: [{ name: "milestone", label: "Milestone", type: "choice" }],
      body: ({ milestone }) => ({ milestone }),
      id: ({ milestone }) => `reached ${milestone}`,
    },
  ],
  subscription: [
    {
      fact: "changed",
      title: "Change the subscription",
      say: "Change",
      by: "record",
      on: "From which day?",
      fields: [
        { name: "tier", label: "Tier", type: "choice" },
        { name: "quantity", label: "How many?", type: "number", optional: true },
      ],
      body: ({ tier, quantity }) => ({ tier, ...(quantity && { quantity: Number(quantity) }) }),
      id: named("changed"),
    },
    {
      fact: "indexed",
      title: "Record the index",
      say: "Record index",
      by: "record",
      on: "Day it was published",
      fields: [
        { name: "change", label: "Change in per cent", type: "text", hint: "Like 3.5, or -1.2 for a fall" },
      ],
      body: ({ change }) => ({ bp: inBp(change) }),
      id: named("index"),
    },
    {
      fact: "seated",
      title: "Report seats in use",
      say: "Report seats",
      by: "report",
      on: "From which day?",
      fields: [{ name: "seats", label: "Seats in use", type: "number" }],
      body: ({ seats }) => ({ seats: Number(seats) }),
      id: named("seats"),
    },
  ],
  usage_based: [
    {
      fact: "used",
      title: "Report usage",
      say: "Report usage",
      by: "report",
      on: "Day of the usage",
      fields: [{ name: "quantity", label: "How much was used on that day?", type: "number" }],
      body: ({ quantity }) => ({ quantity }),
      id: named("used"),
    },
    {
      fact: "closed",
      title: "Declare a period complete",
      say: "Declare complete",
      by: "report",
      on: "A day in the period",
      fields: [],
      body: () => ({}),
      id: named("complete"),
    },
  ],
  royalty: [
    {
      fact: "audited",
      title: "Record an audit",
      say: "Record audit",
      by: "record",
      on: "Day of the audit report",
      fields: [
        { name: "quarter", label: "First day of the quarter", type: "day" },
        money("net", "Net sales that were not reported"),
        money("cost", "Cost of the audit", undefined, true),
      ],
      body: ({ quarter, net, cost }) => ({ cost: pence(cost), additions: [{ quarter, net: pence(net) }] }),
      id: named("audit", "quarter"),
    },
    {
      fact: "launched",
      title: "Report a first sale",
      say: "Report first sale",
      by: "report",
      on: "Day of the first sale",
      fields: [
        { name: "product", label: "Product", type: "text" },
        { name: "country", label: "Country", type: "text", hint: "Two letters, like DE" },
      ],
      body: ({ product, country }) => ({ product, country: country?.toUpperCase() }),
      id: ({ product, country }) => `first sale of ${product} in ${country?.toUpperCase()}`,
    },
  ],
  equity_share: [
    {
      fact: "allotted",
      title: "Record the allotment",
      say: "Record allotment",
      by: "record",
      on: "Day of allotment",
      fields: [],
      body: () => ({}),
      id: () => "allotted",
    },
    {
      fact: "valued",
      title: "Record a valuation",
      say: "Record valuation",
      by: "record",
      on: "Day of the valuation",
      fields: [money("price", "Value a share")],
      body: ({ price }) => ({ price: pence(price) }),
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
        { name: "dilutedBefore", label: "Fully diluted shares before", type: "number" },
      ],
      body: ({ price, money: raised, dilutedBefore }) => ({
        price: pence(price),
        money: pence(raised),
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
      body: ({ perShare }) => ({ perShare: pence(perShare) }),
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
        money("costs", "Costs of the sale", undefined, true),
        { name: "diluted", label: "Fully diluted shares", type: "number" },
      ],
      body: ({ proceeds, costs, diluted }) => ({
        proceeds: pence(proceeds),
        costs: pence(costs),
        diluted: Number(diluted),
      }),
      id: () => "exit",
    },
    {
      fact: "vested",
      title: "Record that shares vested",
      say: "Record vesting",
      by: "record",
      on: "Day the milestone was reached",
      fields: [{ name: "milestone", label: "Milestone", type: "choice" }],
      body: ({ milestone }) => ({ milestone }),
      id: ({ milestone }) => `vested ${milestone}`,
    },
    {
      fact: "certified",
      title: "Record the share certificate",
      say: "Record certificate",
      by: "record",
      on: "Day it came in",
      fields: [],
      body: () => ({}),
      id: () => "certified",
    },
    {
      fact: "split",
      title: "Record a share split",
      say: "Record split",
      by: "record",
      on: "Day of the split",
      fields: [
        { name: "of", label: "So many shares", type: "number" },
        { name: "into", label: "became so many", type: "number" },
      ],
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
      fields: [
        { name: "shares", label: "How many shares?", type: "number" },
        money("price", "Price a share"),
        { name: "how", label: "How did they go?", type: "choice" },
      ],
      body: ({ shares, price, how }) => ({ shares: Number(shares), price: pence(price), how }),
      id: named("disposed"),
    },
    {
      fact: "escrow_released",
      title: "Record the release of escrow",
      say: "Record release",
      by: "record",
      on: "Day it came in",
      fields: [money("received", "Money that came in")],
      body: ({ received }) => ({ received: pence(received) }),
      id: () => "escrow released",
    },
  ],
  profit_share: [
    {
      fact: "estimated",
      title: "Estimate the quarter's share",
      say: "Attest and send",
      by: "attest",
      on: "Last day of the quarter",
      fields: [money("share", "Estimated share of the quarter")],
      body: ({ share }) => ({ share: pence(share) }),
      id: ({ on }) => `estimate to ${on}`,
    },
    {
      fact: "audited",
      title: "Record an audit",
      say: "Record audit",
      by: "record",
      on: "Day of the audit report",
      fields: [
        { name: "year", label: "A day in the year audited", type: "day" },
        money("profit", "Profit that was not stated"),
        money("cost", "Cost of the audit", undefined, true),
      ],
      body: ({ year, profit, cost }) => ({ cost: pence(cost), additions: [{ year, profit: pence(profit) }] }),
      id: named("audit", "year"),
    },
  ],
};

/** What a choice field offers, from the terms of the component. */
export function optionsOf(
  field: string,
  terms: Record<string, unknown>,
  obligations: readonly { kind: string; key: string }[],
): string[] {
  const list = (value: unknown) => (Array.isArray(value) ? (value as Record<string, unknown>[]) : []);
  switch (field) {
    case "deliverable":
      return list(terms.deliverables).map(({ id }) => String(id));
    case "rate":
      return Object.keys((terms.rates as Record<string, unknown>) ?? {});
    case "unit":
      return list(terms.quotas).map(({ unit }) => String(unit));
    case "how":
      return ["sold", "transferred", "bought_back"];
    case "milestone":
      return [...list(terms.instalments), ...list(terms.vesting)].flatMap(({ milestone }) =>
        milestone ? [String(milestone)] : [],
      );
    case "tier":
      return Object.keys((terms.tiers as Record<string, unknown>) ?? {});
    case "period":
      return obligations.filter(({ kind }) => kind === "usage_report").map(({ key }) => key.split("/")[1]!);
    default:
      return [];
  }
}

/** Checks the answers of a form, field by field. */
export const factFormSchema = ({ fields }: FactForm) =>
  z.object({
    licence: z.string(),
    component: z.string(),
    fact: z.string(),
    on: z.string().refine(isCivil, "Enter a day"),
    evidence: z.string().trim().max(2000).default(""),
    ...Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
  });

function fieldSchema({ type, label, optional }: FactField): z.ZodType<string> {
  const text = z.string().trim().default("");
  const isBlank = (value: string) => value === "" && optional === true;
  if (type === "money")
    return text.refine(
      (value) => isBlank(value) || parsePounds(value) !== null,
      `Enter an amount in pounds for: ${label.toLowerCase()}`,
    );
  if (type === "number")
    return text.refine(
      (value) => isBlank(value) || /^\d{1,14}(\.\d{1,6})?$/.test(value),
      `Enter a number for: ${label.toLowerCase()}`,
    );
  if (type === "day") return text.refine(isCivil, `Enter a day for: ${label.toLowerCase()}`);
  return text.refine(
    (value) => optional === true || value !== "",
    type === "choice" ? `Choose: ${label.toLowerCase()}` : `Enter: ${label.toLowerCase()}`,
  );
}
