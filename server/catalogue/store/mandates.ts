import { eq } from "drizzle-orm";
import { datasets, mandates } from "#db/schema/catalogue.ts";
import { record } from "#server/audit/store.ts";
import { type Ask, asOneChange } from "#server/lib/change.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import type { MandateInput } from "../mandates-form.ts";

/** Puts a custodian's mandate on record: without one in force nothing of the dataset may be licensed. */
export const recordMandate = (ask: Ask, { slug, ...mandate }: MandateInput) =>
  asOneChange(ask, async (change) => {
    const { tx, now, today } = change;
    const [dataset] = await tx.select().from(datasets).where(eq(datasets.slug, slug)).for("update");
    if (!dataset) throw notFound();
    if (mandate.validTo && mandate.validTo <= today)
      throw new Refusal("bad_input", "This mandate is over already", "validTo");
    const before = await tx.select().from(mandates).where(eq(mandates.datasetId, dataset.id));
    if (before.some(({ reference }) => reference === mandate.reference))
      throw new Refusal("changed_meanwhile", "That mandate is on record already", "reference");
    await tx
      .insert(mandates)
      .values({ datasetId: dataset.id, ...mandate, validTo: mandate.validTo ?? null, recordedAt: now });
    const { reference, grantedBy, validFrom, validTo = "" } = mandate;
    await record(
      change,
      slug,
      { type: "mandate.recorded", facts: { reference, grantedBy, from: validFrom, to: validTo } },
      null,
    );
  });
