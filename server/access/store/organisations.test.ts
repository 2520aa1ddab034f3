import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { events } from "#db/schema/audit.ts";
import { system } from "#server/lib/actor.ts";
import { asReading } from "#server/lib/change.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { organisationSchema, personSchema, purchaseOrderSchema } from "../people-forms.ts";
import { findOrganisation, listOrganisations, setPurchaseOrder } from "./organisations.ts";
import { addOrganisation, renameOrganisation } from "./people.ts";

let market: Awaited<ReturnType<typeof marketplace>>;
beforeEach(async () => {
  market = await marketplace();
});
afterEach(() => market[Symbol.asyncDispose]());

const asAlice = () => market.as(market.people.alice);
const wanted = (name: string) =>
  organisationSchema.parse({
    name,
    sector: "Pharma",
    customerKind: "standard",
    country: "GB",
    address: "1 Some Street",
  });

test.each([
  "MERIDIAN THERAPEUTICS",
  "Meridian  Therapeutics",
  "Meridian\u00A0Therapeutics",
  "Meridian\u200B Therapeutics",
  "Мeridian Therapeutics",
])("%j is not added beside Meridian Therapeutics, and who adds it reads why", async (name) => {
  await expect(addOrganisation(asAlice(), wanted(name))).rejects.toMatchObject({
    code: "cannot_do_that_now",
    field: "name",
    message: expect.stringMatching(
      /^This looks like Meridian Therapeutics|^There is an organisation of this name/,
    ),
  });
});

test("of two that look alike and are added at one moment there is one", async () => {
  const both = await Promise.allSettled(
    ["Alpha Data", "ALPHA DATA"].map((name) => addOrganisation(asAlice(), wanted(name))),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test.each(["\u200B\u200B", "…", "\u3164\u3164"])(
  "an organisation, a person or a payer is never called %j",
  (name) => {
    expect(organisationSchema.shape.name.safeParse(name).success).toBe(false);
    expect(personSchema.shape.name.safeParse(name).success).toBe(false);
  },
);

test("an organisation gets a new name, and both names are on record; one that looks like another is refused", async () => {
  const { id } = await addOrganisation(asAlice(), wanted("Alpha Data"));
  await renameOrganisation(asAlice(), { id, newName: "Alpha Data Limited" });
  expect((await findOrganisation(asAlice(), id)).name).toBe("Alpha Data Limited");
  const told = await asReading(market.as(system), ({ tx }) =>
    tx.select({ facts: events.facts }).from(events).where(eq(events.type, "organisation.changed")),
  );
  expect(told).toEqual([{ facts: { field: "name", before: "Alpha Data", after: "Alpha Data Limited" } }]);
  await expect(renameOrganisation(asAlice(), { id, newName: "meridian therapeutics" })).rejects.toMatchObject(
    { field: "newName" },
  );
  await renameOrganisation(asAlice(), { id, newName: "ALPHA DATA Limited" });
  expect((await listOrganisations(asAlice())).map(({ name }) => name)).toContain("ALPHA DATA Limited");
});

test.each(["PO#4500012345", "PO:4500/12", "4500012345 (2026)", "R&D-77", "№ 4500–12 / Ü", "P".repeat(35)])(
  "%s is a purchase order number, and stands as it was written",
  async (typed) => {
    const { purchaseOrder } = purchaseOrderSchema.parse({ purchaseOrder: typed });
    await setPurchaseOrder(market.as(market.cast.signatory), purchaseOrder);
    const { organisationId } = market.cast.signatory;
    expect((await findOrganisation(asAlice(), organisationId)).purchaseOrder).toBe(typed);
  },
);

test.each(["P".repeat(36), "…", "\u200B\u200B."])("%j is none", (typed) => {
  expect(purchaseOrderSchema.safeParse({ purchaseOrder: typed }).success).toBe(false);
});
test("an empty one takes the number away", () => {
  expect(purchaseOrderSchema.parse({ purchaseOrder: " \u200B " })).toEqual({ purchaseOrder: "" });
});

test.each([
  ["uk", "GB"],
  ["EL", "GR"],
  ["IM", "IM"],
])("an organisation in %s is in %s", (typed, country) => {
  expect(organisationSchema.shape.country.parse(typed)).toBe(country);
});
test("there is no organisation in XX", () => {
  expect(organisationSchema.shape.country.safeParse("XX").success).toBe(false);
});
