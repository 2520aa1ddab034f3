import { z } from "zod";
import { allCustomerKinds, allRoles } from "#db/enums.ts";
import { email } from "./forms.ts";

const line = (what: string, longest = 120) =>
  z.string().trim().min(1, `Enter ${what}`).max(longest, `Use at most ${longest} characters`);

export const organisationSchema = z.object({
  name: line("the name of the organisation"),
  sector: line("what the organisation does, for example pharma"),
  customerKind: z.enum(allCustomerKinds, "Choose what kind of customer it is"),
  country: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/, "Enter the country as two letters, for example GB"),
  address: line("the address", 500),
});

const role = z.enum(allRoles, "Choose a role");

export const personSchema = z.object({
  organisationId: z.uuid(),
  name: line("the person's name"),
  jobTitle: z.string().trim().max(120, "Use at most 120 characters").default(""),
  email,
  role,
});

export const roleSchema = z.object({ organisationId: z.uuid(), personId: z.uuid(), role });

/** What two administrators agree on: that somebody gets a role, or loses it. */
export const roleChangeSchema = roleSchema.extend({ give: z.boolean() });
export type RoleChange = z.output<typeof roleChangeSchema>;

/** Empty takes the number away. */
export const purchaseOrderSchema = z.object({
  purchaseOrder: z
    .string()
    .trim()
    .max(40, "Use at most 40 characters")
    .regex(/^[\w ./-]*$/, "Use letters, digits, spaces, dots, dashes and slashes only"),
});
