import { and, asc, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { organisations } from "#db/schema/access.ts";
import { events } from "#db/schema/audit.ts";
import { datasets } from "#db/schema/catalogue.ts";
import { approvals, entitlements, facts, licences, offers, signatures } from "#db/schema/licensing.ts";
import { decide, propose } from "#server/access/store/proposals.ts";
import { record } from "#server/audit/store.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading, type Change } from "#server/lib/change.ts";
import { type CivilDate, civil } from "#server/lib/dates.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { endEntitlements } from "../daily/store/run.ts";
import { after } from "../moves.ts";
import { addFact, findLicenceRow } from "../settlement/store/facts.ts";
import { licenceContract, planOfLicence, settleLicence } from "../settlement/store/settling.ts";
import type { licenceFilter } from "./filter.ts";
import { type Termination, terminationSchema } from "./termination-form.ts";

const pageSize = 50;

/** Licences this actor may see, newest first, fifty a page by keys. */
export const listLicences = (ask: Ask, filter: z.output<typeof licenceFilter>) =>
  asReading(ask, async ({ tx }) => {
    const rows = await tx
      .select({
        reference: licences.reference,
        title: licences.title,
        kind: licences.kind,
        status: licences.status,
        startsOn: licences.startsOn,
        endsOn: licences.endsOn,
        valuePence: licences.valuePence,
        dataset: datasets.title,
        organisation: organisations.name,
      })
      .from(licences)
      .innerJoin(datasets, eq(datasets.id, licences.datasetId))
      .innerJoin(organisations, eq(organisations.id, licences.organisationId))
      .where(
        and(
          filter.status ? eq(licences.status, filter.status) : undefined,
          filter.kind ? eq(licences.kind, filter.kind) : undefined,
          filter.before
            ? sql`(${licences.inForceAt}, ${licences.reference}) < (select in_force_at, reference from licences where reference = ${filter.before})`
            : undefined,
        ),
      )
      .orderBy(desc(licences.inForceAt), desc(licences.reference))
      .limit(pageSize + 1);
    return {
      rows: rows.slice(0, pageSize),
      next: rows.length > pageSize ? rows[pageSize - 1]!.reference : null,
    };
  });

/** One licence with everything its page shows: contract, signatures, facts, what is due, what happened. */
export const readLicence = (ask: Ask, reference: string) =>
  asReading(ask, async (reading) => {
    const { tx } = reading;
    const licence = await findLicenceRow(reading, reference);
    const { plan } = await planOfLicence(reading, licence);
    const [offer] = await tx
      .select({ reference: offers.reference })
      .from(offers)
      .where(eq(offers.id, licence.offerId));
    const [dataset] = await tx
      .select({ slug: datasets.slug, title: datasets.title })
      .from(datasets)
      .where(eq(datasets.id, licence.datasetId));
    const [organisation] = await tx
      .select({ name: organisations.name })
      .from(organisations)
      .where(eq(organisations.id, licence.organisationId));
    return {
      ...licence,
      contract: licenceContract(licence),
      offer: offer!.reference,
      dataset: dataset!,
      organisation: organisation!.name,
      obligations: plan.obligations,
      upcoming: plan.charges
        // An estimate is no promise: it falls away when the statement comes in.
        .filter((charge) => charge.on > ask.today && !charge.estimated)
        .map((charge) => ({ key: charge.key, on: charge.on, lines: charge.lines })),
      signatures: await tx.select().from(signatures).where(eq(signatures.offerId, licence.offerId)),
      approvals: await tx.select().from(approvals).where(eq(approvals.offerId, licence.offerId)),
      entitlements: await tx.select().from(entitlements).where(eq(entitlements.licenceId, licence.id)),
      facts: await tx
        .select()
        .from(facts)
        .where(eq(facts.licenceId, licence.id))
        .orderBy(desc(facts.on), desc(facts.reportedAt)),
      events: await tx.select().from(events).where(eq(events.subject, reference)).orderBy(asc(events.id)),
    };
  });

/** Either side asks to end a licence early; an approver decides. */
export const proposeTermination = async (ask: Ask & { actor: Person }, input: Termination) => {
  const licence = await asReading(ask, (reading) => findLicenceRow(reading, input.reference));
  after("licence", licence.status, "terminate");
  if (input.on <= licence.startsOn || input.on > licence.endsOn)
    throw new Refusal("bad_input", "The licence can only end early, within its term", "on");
  return propose(ask, {
    kind: "termination",
    subject: input.reference,
    organisationId: licence.organisationId,
    body: { on: input.on, by: input.by },
    reason: input.reason,
  });
};

/** The approver ends the licence, or refuses to. Credits, fallbacks and final charges follow from the fact. */
export const decideTermination = (
  ask: Ask & { actor: Person },
  { id, approve }: { id: string; approve: boolean },
) =>
  decide(ask, { id, approve, kind: "termination" }, async (change, proposal) => {
    const { on, by } = z
      .object({ on: z.string().transform(civil), by: terminationSchema.shape.by })
      .parse(proposal.body);
    await terminate(change, proposal.subject, { on, by, reason: proposal.reason });
  });

async function terminate(
  change: Change,
  reference: string,
  { on, by, reason }: { on: CivilDate; by: Termination["by"]; reason: string },
) {
  const licence = await findLicenceRow(change, reference);
  const [moved] = await change.tx
    .update(licences)
    .set({
      status: after("licence", licence.status, "terminate"),
      endedOn: on,
      endedReason: reason,
      revision: licence.revision + 1,
    })
    .where(and(eq(licences.id, licence.id), eq(licences.revision, licence.revision)))
    .returning({ id: licences.id });
  if (!moved) throw new Refusal("changed_meanwhile", "Somebody changed this licence. Read it again");
  await addFact(change, licence, {
    licence: reference,
    fact: "ended",
    id: "ended",
    on,
    body: { by },
    evidence: reason,
    retracted: false,
  });
  await endEntitlements(change, licence.id);
  await record(
    change,
    reference,
    { type: "licence.terminated", facts: { endedOn: on, by, reason } },
    licence.organisationId,
  );
  await settleLicence(change, licence.id);
}

/** A commercial manager stops access for a while, or gives it back exactly as it was. */
export const suspendOrRestore = (
  ask: Ask,
  { reference, move, reason }: { reference: string; move: "suspend" | "restore"; reason: string },
) =>
  asOneChange(ask, async (change) => {
    const licence = await findLicenceRow(change, reference);
    await change.tx
      .update(licences)
      .set({ status: after("licence", licence.status, move), revision: licence.revision + 1 })
      .where(and(eq(licences.id, licence.id), eq(licences.revision, licence.revision)));
    await change.tx
      .update(entitlements)
      .set({ status: move === "suspend" ? "suspended" : "granted" })
      .where(eq(entitlements.licenceId, licence.id));
    const facts = { reason };
    await record(
      change,
      reference,
      move === "suspend" ? { type: "licence.suspended", facts } : { type: "licence.restored", facts },
      licence.organisationId,
    );
  });
