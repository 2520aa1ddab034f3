import { z } from "zod";
import { allCustomerKinds, allModelKinds, allStandings } from "#db/enums.ts";
import { decisionSchema } from "#server/access/decision-form.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import { civil } from "#server/lib/dates.ts";
import { day } from "#server/lib/fields.ts";
import { parsePounds } from "#server/lib/money.ts";
import { anchored } from "./anchored.ts";
import { wrongLimit, wrongReach } from "./list-rules.ts";
import { readTyped } from "./parameter-text.ts";
import { isNumeric, listedSchema, parametersOf, shapeAt, unitAt } from "./parameters.ts";
import { type Limit, leaves, type Price } from "./rules.ts";

const slug = z.string().min(1).max(200);
const revision = z.coerce.number().int().min(1).max(1_000_000_000);
export const bySlug = z.object({ slug });
export const draftSchema = z.object({ slug, revision });
export const draftDatesSchema = draftSchema.extend({
  validFrom: day("Enter the first day of the list"),
  note: z.string().trim().max(2000, "Use at most 2,000 characters").default(""),
});
export const sendDraftSchema = draftSchema.extend({
  reason: z.string().trim().min(5, "Say in a few words what changes and why").max(2000),
});
export const decideListSchema = decisionSchema
  .extend({
    reason: z.string().trim().max(2000).default(""),
  })
  .refine(({ approve, reason }) => approve || reason.length >= 5, {
    path: ["reason"],
    message: "Say why, so that the author can mend it",
  });

/** Which datasets to list, and after which one the page begins. */
export const listFilterSchema = z.object({
  q: z.string().trim().max(200).default("").catch(""),
  show: z.enum(["all", "none", "draft", "waiting"]).default("all").catch("all"),
  after: z.string().max(200).optional().catch(undefined),
});
export type ListFilter = z.output<typeof listFilterSchema>;

const blank = (value: unknown) => (value === "" ? undefined : value);
const typedPounds = z
  .string()
  .trim()
  .max(20)
  .default("")
  .refine((text) => text === "" || parsePounds(text) !== null, "Enter pounds, like 500.00, or nothing");

/** What a price stands for, and what more costs, from what was typed. */
export const readReach = (typed: {
  users?: number | undefined;
  furtherYear: string;
  furtherUser: string;
}): Pick<Price, "users" | "furtherYear" | "furtherUser"> => ({
  users: typed.users ?? null,
  furtherYear: penceOf(typed.furtherYear),
  furtherUser: penceOf(typed.furtherUser),
});

function penceOf(text: string): number | null {
  const pence = parsePounds(text);
  return pence === null ? null : Number(pence);
}

const typedText = z.string().max(10_000, "Use at most 10,000 characters");
const typedMap = z.record(z.string().max(200), typedText).default({});

/**
 * One model of a draft for a kind of customer, as typed. Fields named "parameters.NAME" and "limits.PATH.minimum" are
 * collected; what cannot be read is named by its field.
 */
export const draftPriceSchema = z.preprocess(
  collected,
  draftSchema
    .extend({
      kind: z.enum(allModelKinds),
      customer: z.enum(allCustomerKinds),
      /** As the standard, so much per cent below it, or on terms of its own. */
      how: z.enum(["standard", "reduction", "own"]).default("own"),
      reduction: z.string().trim().max(20).default(""),
      standing: z.enum(allStandings, "Choose where it stands").default("not"),
      reason: z.string().trim().max(1000, "Use at most 1,000 characters").default(""),
      months: z.coerce
        .number("Enter a number of months")
        .int("Enter whole months")
        .min(1, "At least 1 month")
        .max(120, "At most 120 months")
        .default(12),
      users: z.preprocess(
        blank,
        z.coerce
          .number("Enter a number of users, or nothing for any number")
          .int("Enter a whole number of users")
          .min(1, "At least 1 user")
          .max(100_000, "At most 100,000 users")
          .optional(),
      ),
      /** Pounds as typed; empty: not sold by the list. */
      furtherYear: typedPounds,
      furtherUser: typedPounds,
      parameters: typedMap,
      limits: typedMap,
    })
    .superRefine((input, refusing) => {
      const say = (path: string, message: string) =>
        refusing.addIssue({ code: "custom", path: path.split("."), message });
      if (input.how === "reduction") {
        const bp = percentOf(input.reduction);
        if (bp === null || bp < 1 || bp > 9_900)
          say("reduction", "Enter a per cent from 0.01 to 99, like 25");
      }
      if (input.how !== "own" || (input.standing === "not" && input.reason === "")) {
        if (input.how === "own") say("reason", "Say why it is not on offer; buyers read it");
        return;
      }
      if (input.standing === "approval" && input.reason === "") say("reason", "Say what the approval is for");
      if (input.standing === "not") return;
      for (const [path, sentence] of wrongReach({
        ...input,
        ...readReach(input),
        terms: input.parameters.companyBp ? { companyBp: 1 } : {},
      }))
        say(path, sentence);
      for (const { path, sentence } of readPrice(input.kind, input).problems) say(path, sentence);
    }),
);
export type DraftPriceInput = z.output<typeof draftPriceSchema>;

function collected(sent: unknown): unknown {
  if (typeof sent !== "object" || sent === null) return sent;
  const under = (prefix: string) =>
    Object.entries(sent).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    );
  const [parameters, limits] = [under("parameters."), under("limits.")];
  return {
    ...sent,
    ...(parameters.length > 0 && { parameters: Object.fromEntries(parameters) }),
    ...(limits.length > 0 && { limits: Object.fromEntries(limits) }),
  };
}

/** A per cent as typed in basis points; null when it is none. */
export function percentOf(text: string): number | null {
  const read = readTyped({ shape: "value", unit: "percent", choices: [] }, text);
  return read.problem === undefined && typeof read.value === "number" ? read.value : null;
}

/** Terms and limits from what was typed, with every field that cannot be read. */
export function readPrice(
  kind: Kind,
  { parameters, limits }: { parameters: Record<string, string>; limits: Record<string, string> },
) {
  const problems: { path: string; sentence: string }[] = [];
  const terms: Record<string, unknown> = { kind };
  for (const { name, is, needed } of parametersOf(kind)) {
    const read = readTyped(is, parameters[name] ?? "");
    if (read.problem !== undefined) problems.push({ path: `parameters.${name}`, sentence: read.problem });
    else if (read.value !== undefined) terms[name] = read.value;
    else if (needed)
      problems.push({ path: `parameters.${name}`, sentence: "Enter this; the model needs it" });
  }
  if (problems.length === 0) {
    const parsed = listedSchema(kind).safeParse(anchored(terms, civil("2000-01-01")));
    for (const { path, message } of parsed.success ? [] : parsed.error.issues)
      problems.push({
        path: `parameters.${String(path[0] ?? parametersOf(kind)[0]!.name)}`,
        sentence: message,
      });
  }
  const read = readLimits(kind, terms, limits);
  return { terms, limits: read.limits, problems: [...problems, ...read.problems] };
}

/** Limits as typed in the unit of their parameter; all three or none. A parameter that is gone takes its limits along. */
function readLimits(kind: Kind, terms: Record<string, unknown>, sent: Record<string, string>) {
  const problems: { path: string; sentence: string }[] = [];
  const limits: Record<string, Limit> = {};
  for (const [path, standard] of leaves(terms)) {
    const shape = shapeAt(kind, path);
    if (shape?.shape !== "value" || !isNumeric(unitAt(kind, path))) continue;
    const edges = ["minimum", "maximum", "step"] as const;
    const texts = edges.map((edge) => (sent[`${path}.${edge}`] ?? "").trim());
    if (texts.every((text) => text === "")) continue;
    const amounts = edges.map((edge, index) => {
      const read = readTyped(shape, texts[index]!);
      if (read.problem === undefined && read.value !== undefined) return Number(read.value);
      const sentence = read.problem ?? "Enter minimum, maximum and step, or none of them";
      problems.push({ path: `limits.${path}.${edge}`, sentence });
      return null;
    });
    const [minimum, maximum, step] = amounts;
    if (minimum == null || maximum == null || step == null) continue;
    limits[path] = { minimum, maximum, step };
    const sentence = wrongLimit(kind, path, standard, limits[path]);
    if (sentence) problems.push({ path: `limits.${path}.minimum`, sentence });
  }
  return { limits, problems };
}
