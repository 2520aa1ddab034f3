import { and, eq } from "drizzle-orm";
import type { ModelKind } from "#db/enums.ts";
import { memberships, organisations } from "#db/schema/access.ts";
import { datasets } from "#db/schema/catalogue.ts";
import { entitlements, licences } from "#db/schema/licences.ts";
import { signatures } from "#db/schema/signing.ts";
import { nextReference } from "#server/audit/reference-store.ts";
import { record } from "#server/audit/store.ts";
import { whyNotLicensableToday } from "#server/catalogue/store/on-offer.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, type Change } from "#server/lib/change.ts";
import { addDays, civil, formatDate, londonDate } from "#server/lib/dates.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { kindsIn } from "../contract/contract.ts";
import { after } from "../moves.ts";
import {
  approvalsOf,
  findOfferRow,
  findStanding,
  moveOffer,
  refuseOtherSide,
  type StandingOffer,
} from "../negotiation/store/records.ts";
import { tellOfOffer } from "../negotiation/store/telling.ts";
import { settleLicence } from "../settlement/store/settling.ts";
import type { SignatureInput } from "./form.ts";
import { type Authority, buyerAuthority, nhsAuthority, ownName } from "./rules.ts";

type Signing = Ask & { actor: Person; authenticatedBy: string };
type Offer = StandingOffer["offer"];

/** The buyer's signatory signs an approved offer. Of two at the same moment one wins, the other is told. */
export const signOffer = (ask: Signing, input: SignatureInput) =>
  asOneChange(ask, async (change) => {
    await askForPurchaseOrder(change, ask.actor);
    const offer = await findOfferRow(change, input.reference);
    checkSignable(ask, offer, "sign", input);
    const authority = buyerAuthority(await authorityOf(change, ask.actor, "signatory"));
    await sign(change, ask, offer, { side: "buyer", authority }, input);
    await moveOffer(change, offer, "sign", {});
    await tellOfOffer(change, offer, { kind: "to_countersign" });
  });

/**
 * The NHS signs last, and in this one transaction the licence is in force: signature, licence, entitlement, first
 * documents with their postings, events, and the jobs that tell people. All of it, or none. What is signed is read
 * once, and everything that follows is made from that reading.
 */
export const countersignOffer = (ask: Signing, input: SignatureInput) =>
  asOneChange(ask, async (change) => {
    const standing = await findStanding(change, input.reference);
    checkSignable(ask, standing.offer, "countersign", input);
    const approved = await approvalsOf(change, standing.offer);
    refuseOwnWork(ask.actor, standing, approved);
    const dataset = await licensableDataset(change, standing);
    const given = await authorityOf(change, ask.actor, "nhs_signatory");
    const authority = nhsAuthority(given, standing.version.valuePence, approved);
    await sign(change, ask, standing.offer, { side: "nhs", authority }, input);
    await moveOffer(change, standing.offer, "countersign", {});
    const licence = await putInForce(change, standing, dataset.id);
    await settleLicence(change, licence.id);
    await tellOfOffer(change, standing.offer, {
      kind: "signed",
      facts: {
        reference: licence.reference,
        on: addDays(civil(licence.endsOn), -1),
        pence: standing.version.valuePence,
      },
    });
    return { reference: licence.reference };
  });

function checkSignable(
  ask: Ask,
  offer: Offer,
  move: "sign" | "countersign",
  { contractHash }: SignatureInput,
) {
  after("offer", offer.status, move);
  if (offer.contractHash !== contractHash)
    throw new Refusal(
      "changed_meanwhile",
      "The contract changed since you read it. Read it again before you sign",
    );
  if (offer.expiresOn < ask.today)
    throw new Refusal(
      "cannot_do_that_now",
      `This offer lapsed on ${formatDate(offer.expiresOn)}. Ask for a new one`,
    );
}

async function sign(
  change: Change,
  { actor, authenticatedBy, now }: Signing,
  offer: Offer,
  { side, authority }: { side: "buyer" | "nhs"; authority: string },
  { contractHash, name: typed }: SignatureInput,
) {
  await refuseOtherSide(change, offer.id, actor);
  const name = ownName(typed, actor.name);
  const [signed] = await change.tx
    .insert(signatures)
    .values({
      offerId: offer.id,
      side,
      organisationId: offer.organisationId,
      contractHash,
      personId: actor.personId,
      typedName: name,
      authority,
      authenticatedBy,
      signedAt: now,
    })
    .onConflictDoNothing()
    .returning({ side: signatures.side });
  if (!signed) throw new Refusal("changed_meanwhile", "A colleague signed this at the same moment");
  await record(
    change,
    offer.reference,
    { type: "offer.signed", facts: { side, name, contractHash, authenticatedBy } },
    offer.organisationId,
  );
}

/** The role by which a person signs, as it is on record. Whoever's role ended since they opened the page does not sign. */
async function authorityOf(
  { tx }: Change,
  { personId, organisationId, organisationName }: Person,
  role: "signatory" | "nhs_signatory",
): Promise<Authority> {
  const [held] = await tx
    .select({ givenBy: memberships.grantedBy, since: memberships.grantedAt })
    .from(memberships)
    .where(
      and(
        eq(memberships.personId, personId),
        eq(memberships.organisationId, organisationId),
        eq(memberships.role, role),
      ),
    );
  if (!held)
    throw new Refusal(
      "authority_missing",
      `No role on record lets you sign for ${organisationName}. Ask your administrator`,
    );
  return { organisation: organisationName, givenBy: held.givenBy, since: londonDate(held.since) };
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
function refuseOwnWork(actor: Person, { version }: StandingOffer, approved: readonly { personId: string }[]) {
  if (version.authorId === actor.personId || approved.some(({ personId }) => personId === actor.personId))
    throw new Refusal(
      "not_your_own_work",
      "You made or approved this offer, so another signatory has to sign it",
    );
}

/** The dataset that is put in force. What was retired, lost its mandate or lacks a decision since the offer was made is not. */
async function licensableDataset(change: Change, { offer, version: { contract } }: StandingOffer) {
  const [found] = await change.tx
    .select({ dataset: datasets, customerKind: organisations.customerKind })
    .from(datasets)
    .innerJoin(organisations, eq(organisations.id, offer.organisationId))
    .where(eq(datasets.slug, contract.dataset.slug));
  if (!found) throw new Error(`${contract.dataset.slug} is offered and not in the catalogue`);
  for (const kind of kindsIn(contract)) {
    const because = await whyNotLicensableToday(change, found.dataset, kind, found.customerKind);
    if (because) throw new Refusal("not_licensable", because);
  }
  return found.dataset;
}

async function putInForce(change: Change, { offer, version }: StandingOffer, datasetId: string) {
  const { contract, contractHash, valuePence } = version;
  const kind = contract.components[0]!.terms.kind as ModelKind;
  const reference = await nextReference(change, "HDL");
  const [licence] = await change.tx
    .insert(licences)
    .values({
      reference,
      offerId: offer.id,
      organisationId: offer.organisationId,
      datasetId,
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
    datasetId,
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
