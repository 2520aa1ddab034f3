import { and, eq } from "drizzle-orm";
import { datasets, mandates } from "#db/schema/catalogue.ts";
import { decide, listProposals, proposeWithin } from "#server/access/store/proposals.ts";
import { record } from "#server/audit/store.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, type Change } from "#server/lib/change.ts";
import { formatDate } from "#server/lib/dates.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import { type MandateInput, mandateSchema } from "../mandates-form.ts";

type Asking = Ask & { actor: Person };

/** An editor records what a custodian granted, as they read it; it counts once a second person has read it too. */
export const recordMandate = (ask: Asking, mandate: MandateInput) =>
  asOneChange(ask, async (change) => {
    await possible(change, mandate);
    const { slug, reference, grantedBy, validFrom, validTo } = mandate;
    return proposeWithin(
      { ...change, actor: ask.actor },
      {
        kind: "mandate",
        subject: subjectOf(slug, reference),
        organisationId: null,
        body: { slug, reference, grantedBy, validFrom, ...(validTo && { validTo }) },
        reason: `${reference} of ${grantedBy}, from ${formatDate(validFrom)}${validTo ? ` to ${formatDate(validTo)}` : ""}`,
      },
    );
  });

/** Mandates that wait for a second person: of one dataset, or all. */
export async function waitingMandates(ask: Ask, slug?: string) {
  const waiting = await listProposals(ask, { kind: "mandate" });
  return waiting
    .map(({ id, body, proposedBy, proposedByName }) => ({
      id,
      proposedBy,
      proposedByName,
      ...mandateSchema.parse(body),
    }))
    .filter((one) => slug === undefined || one.slug === slug);
}

/** A second person confirms it, and without a mandate in force nothing of the dataset may be licensed; or refuses to. */
export const decideMandate = (ask: Asking, { id, approve }: { id: string; approve: boolean }) =>
  decide(ask, { id, approve, kind: "mandate" }, async (change, { body }) => {
    const mandate = mandateSchema.parse(body);
    const { slug, reference, grantedBy, validFrom, validTo } = mandate;
    const dataset = await possible(change, mandate);
    await change.tx.insert(mandates).values({
      datasetId: dataset.id,
      reference,
      grantedBy,
      validFrom,
      validTo: validTo ?? null,
      recordedAt: change.now,
    });
    const facts = { reference, grantedBy, from: validFrom, to: validTo ?? "" };
    await record(change, slug, { type: "mandate.recorded", facts }, null);
  });

const subjectOf = (slug: string, reference: string) => `${slug}, ${reference}`;

async function possible({ tx, today }: Change, { slug, reference, validTo }: MandateInput) {
  const [dataset] = await tx.select().from(datasets).where(eq(datasets.slug, slug)).for("update");
  if (!dataset) throw notFound();
  if (validTo && validTo <= today) throw new Refusal("bad_input", "This mandate is over already", "validTo");
  const same = and(eq(mandates.datasetId, dataset.id), eq(mandates.reference, reference));
  if ((await tx.$count(mandates, same)) > 0)
    throw new Refusal("changed_meanwhile", "That mandate is on record already", "reference");
  return dataset;
}
