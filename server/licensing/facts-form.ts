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
      id: named("rejected", "deliverable"),
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
  ],
  royalty: [
    {
      fact: "reported",
      title: "Report sales of a quarter",
      say: "Attest and send",
      by: "attest",
      on: "First day of the quarter",
      fields: [
        money("gross", "Gross sales in the quarter"),
        money("deductions", "Returns, discounts, taxes and freight", undefined, true),
      ],
      body: ({ on, gross, deductions }) => ({
        sales: [{ on, gross: pence(gross), deductions: pence(deductions) }],
      }),
      id: ({ on }) => `sales from ${on}`,
    },
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
      fact: "stated",
      title: "State the year's profit",
      say: "Attest and send",
      by: "attest",
      on: "Last day of the year",
      fields: [money("revenue", "Revenue"), money("direct", "Direct costs"), money("overhead", "Overheads")],
      body: ({ revenue, direct, overhead }) => ({
        revenue: pence(revenue),
        direct: pence(direct),
        overhead: pence(overhead),
      }),
      id: ({ on }) => `statement to ${on}`,
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
    case "milestone":
      return list(terms.instalments).flatMap(({ milestone }) => (milestone ? [String(milestone)] : []));
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
