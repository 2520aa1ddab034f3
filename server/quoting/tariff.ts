import { z } from "zod";
import { day } from "#server/commercial-models/engine/fields.ts";

export const tariffCodes = [
  "new_application",
  "amendment",
  "annual_review",
  "set_up",
  "product",
  "extra_period",
  "refresh",
  "cohort_file",
  "user_month",
  "output_check",
] as const;
export type TariffCode = (typeof tariffCodes)[number];

/** An amount as it was stored, or as it stands in memory. */
export const amount = z
  .union([z.number().int(), z.string().regex(/^-?\d+$/), z.bigint()])
  .transform((value) => BigInt(value));

/** What the service around the data costs from a day on. An item without a public figure is absent. */
export const tariffSchema = z.strictObject({
  version: z.number().int().min(1),
  validFrom: day,
  items: z
    .array(
      z.strictObject({
        code: z.enum(tariffCodes),
        title: z.string().min(1),
        unit: z.string().min(1),
        pence: amount,
        note: z.string(),
      }),
    )
    .min(1)
    .refine((items) => new Set(items.map(({ code }) => code)).size === items.length, "Each item stands once"),
  source: z.string().min(1),
});
export type Tariff = z.output<typeof tariffSchema>;
export type TariffItem = Tariff["items"][number];

/** What each item is called, also where a tariff has no figure for it. */
export const itemWords: Record<TariffCode, string> = {
  new_application: "New application",
  amendment: "Amendment or renewal",
  annual_review: "Annual review",
  set_up: "Set-up",
  product: "Data product in the secure environment",
  extra_period: "Further period of a data product",
  refresh: "Refresh of a dataset",
  cohort_file: "Cohort file",
  user_month: "User of the secure environment",
  output_check: "Output check",
};

export const itemOf = ({ items }: Tariff, code: TariffCode): TariffItem | null =>
  items.find((item) => item.code === code) ?? null;

/** Output checks that a user has each month before they are charged for. */
export const freeChecksPerUser = 20;
