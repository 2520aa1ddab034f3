import { eq } from "drizzle-orm";
import type { ModelKind } from "#db/enums.ts";
import { organisations } from "#db/schema/access.ts";
import { datasets } from "#db/schema/catalogue.ts";
import { entitlements, licences, signatures } from "#db/schema/licensing.ts";
import { nextReference } from "#server/audit/reference-store.ts";
import { record } from "#server/audit/store.ts";
import { whyNotLicensableToday } from "#server/catalogue/store/on-offer.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, type Change } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { kindsIn } from "../contract/contract.ts";
import { after } from "../moves.ts";
import { findOfferRow, findVersion, moveOffer } from "../negotiation/store/records.ts";
import { settleLicence } from "../settlement/store/settling.ts";
import type { SignatureInput } from "./form.ts";

type Signing = Ask & { actor: Person; authenticatedBy: string };

/** The buyer's signatory signs an approved offer. Of two at the same moment one wins, the other is told. */
export const signOffer = (ask: Signing, input: SignatureInput) =>
  asOneChange(ask, async (change) => {
    await askForPurchaseOrder(change, ask.actor);
    const offer = await sign(change, ask, "buyer", input);
    await moveOffer(change, offer, "sign", {});
  });

/**
 * The NHS signs last, and in this one transaction the licence is in force: signature, licence, entitlement, first
 * documents with their postings, events, and the jobs that tell people. All of it, or none.
 */
export const countersignOffer = (ask: Signing, input: SignatureInput) =>
  asOneChange(ask, async (change) => {
    const offer = await sign(change, ask, "nhs", input);
    await moveOffer(change, offer, "countersign", {});
    const licence = await putInForce(change, offer);
    await settleLicence(change, licence.id);
    return { reference: licence.reference };
  });

async function sign(change: Change, ask: Signing, side: "buyer" | "nhs", input: SignatureInput) {
  const offer = await findOfferRow(change, input.reference);
  after("offer", offer.status, side === "buyer" ? "sign" : "countersign");
  if (offer.contractHash !== input.contractHash)
    throw new Refusal(
      "changed_meanwhile",
      "The contract changed since you read it. Read it again before you sign",
    );
  if (offer.expiresOn < ask.today)
    throw new Refusal("cannot_do_that_now", `This offer lapsed on ${offer.expiresOn}. Ask for a new one`);
  if (side === "nhs") {
    await refuseOwnWork(change, ask.actor, offer);
    await refuseWhatIsBarred(change, offer);
  }
  await change.tx
    .insert(signatures)
    .values({
      offerId: offer.id,
      side,
      organisationId: offer.organisationId,
      contractHash: offer.contractHash,
      personId: ask.actor.personId,
      typedName: input.name,
      authority: side === "buyer" ? `Signatory of ${ask.actor.organisationName}` : "NHS signatory",
      authenticatedBy: ask.authenticatedBy,
      signedAt: ask.now,
    })
    .onConflictDoNothing()
    .returning({ side: signatures.side })
    .then(([signed]) => {
      if (!signed) throw new Refusal("changed_meanwhile", "A colleague signed this at the same moment");
    });
  await record(
    change,
    offer.reference,
    {
      type: "offer.signed",
      facts: {
        side,
        name: input.name,
        contractHash: offer.contractHash,
        authenticatedBy: ask.authenticatedBy,
      },
    },
    offer.organisationId,
  );
  return offer;
}

/** "No purchase order, no pay": where a buyer wants its number on invoices, it is there before the first is issued. */
async function askForPurchaseOrder(change: Change, { organisationId }: Person) {
  const [buyer] = await change.tx.select().from(organisations).where(eq(organisations.id, organisationId));
  if (buyer?.purchaseOrderRequired && !buyer.purchaseOrder)
    throw new Refusal(
      "authority_missing",
      "Your organisation wants a purchase order number on every invoice. Enter it on the page of your organisation, then sign",
    );
}

// The database refuses this too; here it is said in words to the person who asked.
async function refuseOwnWork(change: Change, actor: Person, offer: Awaited<ReturnType<typeof findOfferRow>>) {
  const version = await findVersion(change, offer);
  const approved = await change.tx.query.approvals.findMany({
    where: (approval, { and, eq }) =>
      and(eq(approval.offerId, offer.id), eq(approval.version, offer.version)),
  });
  if (version.authorId === actor.personId || approved.some(({ personId }) => personId === actor.personId))
    throw new Refusal(
      "not_your_own_work",
      "You made or approved this offer, so another signatory has to sign it",
    );
}

/** What was retired, lost its mandate or lacks a decision since the offer was made is not put in force. */
async function refuseWhatIsBarred(change: Change, offer: Awaited<ReturnType<typeof findOfferRow>>) {
  const { contract } = await findVersion(change, offer);
  const [found] = await change.tx
    .select({ dataset: datasets, customerKind: organisations.customerKind })
    .from(datasets)
    .innerJoin(organisations, eq(organisations.id, offer.organisationId))
    .where(eq(datasets.slug, contract.dataset.slug));
  for (const kind of kindsIn(contract)) {
    const because = await whyNotLicensableToday(change, found!.dataset, kind, found!.customerKind);
    if (because) throw new Refusal("not_licensable", because);
  }
}

async function putInForce(change: Change, offer: Awaited<ReturnType<typeof findOfferRow>>) {
  const { contract, contractHash, valuePence } = await findVersion(change, offer);
  const [dataset] = await change.tx
    .select({ id: datasets.id })
    .from(datasets)
    .where(eq(datasets.slug, contract.dataset.slug));
  const kind = contract.components[0]!.terms.kind as ModelKind;
  const reference = await nextReference(change, "HDL");
  const [licence] = await change.tx
    .insert(licences)
    .values({
      reference,
      offerId: offer.id,
      organisationId: offer.organisationId,
      datasetId: dataset!.id,
      kind,
      title: contract.title,
      contract,
      contractHash,
      valuePence,
      startsOn: contract.term.from,
      endsOn: contract.term.to,
      status: "in_force",
      inForceAt: change.now,
    })
    .returning();
  await change.tx.insert(entitlements).values({
    licenceId: licence!.id,
    datasetId: dataset!.id,
    organisationId: offer.organisationId,
    validFrom: contract.term.from,
    validTo: contract.term.to,
    users: contract.users,
    status: "granted",
  });
  await record(
    change,
    reference,
    {
      type: "licence.in_force",
      facts: { contractHash, startsOn: contract.term.from, endsOn: contract.term.to, kind },
    },
    offer.organisationId,
  );
  await record(
    change,
    reference,
    { type: "entitlement.granted", facts: { dataset: contract.dataset.slug, users: contract.users } },
    offer.organisationId,
  );
  return licence!;
}
