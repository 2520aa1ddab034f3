import { z } from "zod";
import { bp, dated, pence, positivePence } from "../../engine/fields.ts";
import { positiveUnitPrice, unitPrice, worth } from "../../engine/unit-price.ts";
import { mostOfCompany } from "./granted.ts";

const shareCount = z.number().int().min(1).max(1_000_000_000);
const parameters = {
  kind: z.literal("equity_share").describe("The model"),
  company: z.string().min(1).optional().describe("Company whose shares they are; the licensee when left out"),
  shareClass: z.string().min(1).prefault("ordinary").describe("Class of the shares"),
  shares: shareCount.describe("Shares granted"),
  nominal: positiveUnitPrice.describe("Nominal value a share in pence, with at most six places"),
  price: positiveUnitPrice.describe("Agreed value a share in pence, with at most six places"),
  valuation: z.string().min(1).optional().describe("Who valued the shares, and when"),
  fullyDiluted: z
    .number()
    .int()
    .min(1)
    .max(100_000_000_000)
    .optional()
    .describe("Fully diluted shares after the grant"),
  vatOnShares: z
    .enum(["cash_on_top", "inclusive"])
    .prefault("cash_on_top")
    .describe("Whether VAT is paid in money on top, or the shares include it"),
  antiDilution: z
    .enum(["none", "weighted_average", "full_ratchet"])
    .prefault("none")
    .describe("What happens when shares are issued below the agreed value"),
  preferenceBp: z
    .number()
    .int()
    .min(0)
    .max(50_000)
    .prefault(0)
    .describe(
      "At a sale at least this part of the agreed value comes first, in basis points; 10,000 is once",
    ),
  vesting: z
    .array(
      z.strictObject({
        milestone: z.string().min(1).describe("Milestone that grants them"),
        shares: shareCount.describe("Shares granted then"),
      }),
    )
    .prefault([])
    .describe("Shares that are granted later; the others are granted at completion"),
  escrowBp: bp.prefault(0).describe("Part of the exit held in escrow, in basis points"),
  escrowMonths: z.number().int().min(1).max(60).prefault(12).describe("Months until escrow is released"),
  informationRights: z.string().min(1).optional().describe("What the company tells the NHS, and when"),
  preEmption: z.boolean().prefault(false).describe("Whether the NHS may take part in new issues"),
};
export const terms = z
  .strictObject(parameters)
  .refine(({ vesting, shares }) => vesting.reduce((all, one) => all + one.shares, 0) < shares, {
    path: ["vesting"],
    message: "Fewer shares vest later than are granted in total",
  })
  .refine(({ fullyDiluted, shares }) => fullyDiluted === undefined || fullyDiluted >= shares, {
    path: ["fullyDiluted"],
    message: "Fully diluted there are at least the shares that are granted",
  })
  .refine(
    ({ vatOnShares, shares, price, vesting }) =>
      vatOnShares === "cash_on_top" ||
      [shares - vesting.reduce((all, one) => all + one.shares, 0), ...vesting.map((one) => one.shares)].every(
        (part) => worth(BigInt(part), price) % 6n !== 3n,
      ),
    {
      path: ["price"],
      message:
        "This value splits into a net whose VAT is one penny off: change the price, or take VAT in cash",
    },
  );
const {
  shares: _shares,
  price: _price,
  fullyDiluted: _diluted,
  vesting: _vesting,
  kind,
  ...ofList
} = parameters;
/** What a price list asks for: a part of the company, or shares worth so much; how many follows from the company. */
export const listed = z
  .strictObject({
    kind,
    companyBp: z
      .number()
      .int()
      .min(1)
      .max(mostOfCompany, "At most half of the company")
      .optional()
      .describe("Part of the company after the grant, in basis points"),
    value: positivePence.optional().describe("What the shares are worth together, in pence"),
    ...ofList,
  })
  .refine(({ companyBp, value }) => (companyBp === undefined) !== (value === undefined), {
    path: ["value"],
    message: "Enter a part of the company or a value, one of the two",
  });
const many = z.number().int().min(1).max(100_000_000_000);
export const fact = z.discriminatedUnion("fact", [
  z.strictObject({ ...dated, fact: z.literal("allotted").describe("The shares were allotted") }),
  z.strictObject({
    ...dated,
    fact: z.literal("vested").describe("A milestone granted further shares"),
    milestone: z.string().min(1).describe("Name of the milestone"),
  }),
  z.strictObject({ ...dated, fact: z.literal("certified").describe("The share certificate came in") }),
  z.strictObject({
    ...dated,
    fact: z.literal("issued").describe("The company issued new shares for money"),
    price: positiveUnitPrice.describe("Price of a new share in pence, with at most six places"),
    money: positivePence.describe("New money in pence"),
    dilutedBefore: many.describe("Fully diluted shares before the issue"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("split").describe("Every so many shares became so many"),
    of: many.describe("So many shares"),
    into: many.describe("became so many"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("converted").describe("The shares became another class, one for one"),
    shareClass: z.string().min(1).describe("The new class"),
    keeps: z
      .array(z.enum(["preference", "anti_dilution"]))
      .max(2)
      .prefault([])
      .describe("Rights of the old class that the new one keeps; all others end with it"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("valued").describe("The shares were valued"),
    price: unitPrice.describe(
      "Value a share in pence, with at most six places; nothing when they are written off",
    ),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("dividend").describe("A dividend was paid"),
    perShare: positiveUnitPrice.describe("Pence a share, with at most six places"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("disposed").describe("Some shares were sold, transferred or bought back"),
    shares: shareCount.describe("How many; never more than are held"),
    price: unitPrice.describe("Pence a share, with at most six places"),
    how: z.enum(["sold", "transferred", "bought_back"]).prefault("sold").describe("How they went"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("exit").describe("The company was sold"),
    proceeds: positivePence.describe("Proceeds of the sale in pence"),
    costs: pence.prefault(0).describe("Costs of the sale in pence"),
    preferences: pence
      .prefault(0)
      .describe("Preferences of others that are paid before the rest is shared, in pence"),
    diluted: many.describe("Fully diluted shares that share the rest"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("escrow_released").describe("Some of the escrow came in, or was lost to claims"),
    received: pence.describe("Pence that came in"),
    lost: pence.prefault(0).describe("Pence that claims took; what is left stays in escrow"),
  }),
]);
export type Terms = z.output<typeof terms>;
export type Fact = z.output<typeof fact>;
