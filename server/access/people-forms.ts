import { z } from "zod";
import { allCustomerKinds, allRoles } from "#db/enums.ts";
import { countryField } from "#server/lib/countries.ts";
import { name, nameOrNone, prose } from "#server/lib/fields.ts";
import { email } from "./forms.ts";

const organisationName = name("Enter the name of the organisation");

export const organisationSchema = z.object({
  name: organisationName,
  sector: name("Enter what the organisation does, for example pharma"),
  customerKind: z.enum(allCustomerKinds, "Choose what kind of customer it is"),
  country: countryField(),
  address: prose("Enter the address", 500),
});

export const renamingSchema = z.object({ id: z.uuid(), newName: organisationName });

const role = z.enum(allRoles, "Choose a role");

export const personSchema = z.object({
  organisationId: z.uuid(),
  name: name("Enter the person's name"),
  jobTitle: nameOrNone().default(""),
  email,
  role,
});

export const roleSchema = z.object({ organisationId: z.uuid(), personId: z.uuid(), role });

/** What two administrators agree on: that somebody gets a role, or loses it. */
export const roleChangeSchema = roleSchema.extend({ give: z.boolean() });
export type RoleChange = z.output<typeof roleChangeSchema>;

/** As the customer writes it: free text of 1 to 35 characters, which is what e-invoices carry. Empty takes the number away. */
export const purchaseOrderSchema = z.object({ purchaseOrder: nameOrNone(35) });
