import { offers, offerVersions } from "#db/schema/negotiation.ts";
import { record } from "#server/audit/store.ts";
import type { Person } from "#server/lib/actor.ts";
import type { Change } from "#server/lib/change.ts";
import { type findApplication, followOffer, moveApplication } from "#server/licensing/applications/store.ts";
import { contractHash, kindsIn, type SignedContract } from "#server/licensing/contract/contract.ts";
import { approvalsNeeded } from "#server/pricing/rules.ts";
import { policyOf } from "#server/pricing/store/prices.ts";
import type { OfferInput } from "../form.ts";
import { findOfferRow, moveOffer } from "./records.ts";
import { tellOfOffer } from "./telling.ts";

type Application = Awaited<ReturnType<typeof findApplication>>;
/** The offer that stands for an application, if there is one. */
type Standing = Application["offers"][number] | undefined;

/** A version of an offer that is ready to be kept. */
export type Version = { contract: SignedContract; valuePence: bigint; atListTerms: boolean };

/** Keeps a version for good, as a new offer or in the place of the version that stood; returns where to read it. */
export async function keepVersion(
  change: Change,
  author: Person,
  application: Application,
  {
    contract,
    valuePence,
    atListTerms,
    standing,
    input,
  }: Version & {
    standing: Standing;
    input: OfferInput;
  },
) {
  const { offer: reference, version } = contract;
  const hash = contractHash(contract);
  const offerId = standing
    ? await replaceOffer(change, reference, { version, hash, expiresOn: input.expiresOn })
    : await insertOffer(change, application, { reference, hash, expiresOn: input.expiresOn });
  await change.tx.insert(offerVersions).values({
    offerId,
    version,
    organisationId: application.organisationId,
    contract,
    contractHash: hash,
    valuePence,
    atListTerms,
    authorId: author.personId,
    authorName: author.name,
    madeAt: change.now,
    note: input.note,
  });
  const facts = { version, contractHash: hash, value: String(valuePence), atListTerms };
  await record(change, reference, { type: "offer.made", facts }, application.organisationId);
  await tellApprovers(change, reference, contract, valuePence);
  return { reference };
}

/** Whoever has to approve it is told, each in the capacity in which they do. */
async function tellApprovers(
  change: Change,
  reference: string,
  contract: SignedContract,
  valuePence: bigint,
) {
  const offer = await findOfferRow(change, reference);
  const needed = approvalsNeeded(await policyOf(change, kindsIn(contract)), valuePence);
  await tellOfOffer(change, offer, { kind: "approval_needed" });
  if (needed.includes("finance")) await tellOfOffer(change, offer, { kind: "money_approval_needed" });
}

async function insertOffer(
  change: Change,
  application: Application,
  { reference, hash, expiresOn }: { reference: string; hash: string; expiresOn: string },
) {
  await moveApplication(change, application, "review");
  const [offer] = await change.tx
    .insert(offers)
    .values({
      reference,
      applicationId: application.id,
      organisationId: application.organisationId,
      status: "offered",
      version: 1,
      contractHash: hash,
      expiresOn,
      madeOn: change.today,
    })
    .returning({ id: offers.id });
  return offer!.id;
}

async function replaceOffer(
  change: Change,
  reference: string,
  { version, hash, expiresOn }: { version: number; hash: string; expiresOn: string },
) {
  const offer = await findOfferRow(change, reference);
  await moveOffer(change, offer, "replace", { version, contractHash: hash, expiresOn });
  await followOffer(change, offer.applicationId, "review");
  return offer.id;
}
