import { z } from "zod";
import type { FactField, FactForm, SaidBy } from "#server/commercial-models/engine/fact-form.ts";
import { parsePoundsEach } from "#server/commercial-models/engine/unit-price.ts";
import { type Kind, kinds, modelOf } from "#server/commercial-models/index.ts";
import { isNearDay } from "#server/lib/dates.ts";
import { day, given } from "#server/lib/fields.ts";
import { parsePounds } from "#server/lib/money.ts";

/** The form of one kind of fact under a model; undefined where the model has none. */
export const factFormOf = (kind: Kind, fact: unknown): FactForm | undefined =>
  modelOf(kind).forms.find((form) => form.fact === fact);

/**
 * Whose word a fact is, over all models: a member reports what was used or handed in; sales and profit are attested by
 * a signatory, as statements or as an estimate; what the NHS did, accepted or decided is recorded by a commercial
 * manager. `ended` and `conceded` have no form: they follow from a decision by two people.
 */
export const factsSaidBy = (by: SaidBy): readonly string[] => [
  ...new Set(
    kinds.flatMap((kind) =>
      modelOf(kind)
        .forms.filter((form) => form.by === by)
        .map(({ fact }) => fact),
    ),
  ),
];

/** Checks the answers of a form, field by field. */
export const factFormSchema = ({ fields }: FactForm) =>
  z.object({
    licence: given(),
    component: given(100),
    fact: given(),
    on: day("Enter a day"),
    evidence: z.string().trim().max(2000).default(""),
    corrects: z.literal("on").optional(),
    ...Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
  });

function fieldSchema({ type, label, optional }: FactField): z.ZodType<string> {
  const text = z.string().trim().max(2000, "Use at most 2,000 characters").default("");
  const isBlank = (value: string) => value === "" && optional === true;
  if (type === "money")
    return text.refine(
      (value) => isBlank(value) || parsePounds(value) !== null,
      `Enter an amount in pounds for: ${label.toLowerCase()}`,
    );
  if (type === "unit")
    return text.refine(
      (value) => isBlank(value) || parsePoundsEach(value) !== null,
      `Enter pounds, with at most eight places, for: ${label.toLowerCase()}`,
    );
  if (type === "number")
    return text.refine(
      (value) => isBlank(value) || /^\d{1,14}(\.\d{1,6})?$/.test(value),
      `Enter a number for: ${label.toLowerCase()}`,
    );
  if (type === "day") return text.refine(isNearDay, `Enter a day for: ${label.toLowerCase()}`);
  return text.refine(
    (value) => optional === true || value !== "",
    type === "choice" ? `Choose: ${label.toLowerCase()}` : `Enter: ${label.toLowerCase()}`,
  );
}
