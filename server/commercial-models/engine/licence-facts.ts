import { z } from "zod";
import type { Fact } from "../index.ts";
import { parameters } from "./clause.ts";
import { dated, pence } from "./fields.ts";

const { component: _component, ...datedLicence } = dated;
/** Facts about the licence as a whole. */
export const licenceFactSchema = z.discriminatedUnion("fact", [
  z.strictObject({
    ...datedLicence,
    fact: z.literal("ended").describe("The licence ended early"),
    by: z.enum(["convenience", "supplier_fault", "customer_breach"]).describe("Why it ended"),
  }),
  z.strictObject({
    ...datedLicence,
    fact: z.literal("conceded").describe("Something was given back by a decision of two people"),
    key: z.string().min(1).describe("Key of the charge"),
    net: pence.describe("Net amount given back, in pence"),
    reason: z.string().describe("Why; stands on the credit note"),
  }),
  z.strictObject({
    ...datedLicence,
    fact: z.literal("favoured").describe("Another licensee of the same class got a better price"),
    clause: z.string().min(1).describe("Name of the most-favoured clause"),
    set: parameters.describe("Parameters of the component from then on"),
  }),
  z.strictObject({
    ...datedLicence,
    fact: z.literal("redeemed").describe("An NHS body bought at the preferential price"),
    clause: z.string().min(1).describe("Name of the preferential-supply clause"),
    body: z.string().min(1).describe("NHS body that bought"),
    list: pence.describe("List price in pence"),
    paid: pence.describe("Price paid in pence"),
  }),
]);
export type LicenceWideFact = z.output<typeof licenceFactSchema>;
export type LicenceFact = ({ component?: undefined } & LicenceWideFact) | (Fact & { component: string });
