import type { Metadata } from "next";
import Link from "next/link";
import { ButtonLink } from "#app/_components/button.tsx";
import { Notice, PageTitle } from "#app/_components/layout-parts.tsx";
import { StatusTag, toneOf } from "#app/_components/status-tag.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { installation, viewer } from "#app/_trpc/viewer.ts";
import { allows, offerWords } from "#server/licensing/moves.ts";
import { AboutOffer, Signatures, Versions } from "./about.tsx";
import { Approvals } from "./approvals.tsx";
import { Close } from "./close.tsx";
import { Contract } from "./contract.tsx";
import { CalendarOfPayments } from "./worth.tsx";

export const metadata: Metadata = { title: "Offer" };

const done: Record<string, string> = {
  offered: "The offer is made. It waits for approval by somebody else.",
  approved: "Your approval is on record.",
  signed: "You have signed. The NHS signs next; then the licence is in force.",
  declined: "The offer is declined.",
  withdrawn: "The offer is withdrawn.",
};

export default async function OfferPage({ params, searchParams }: PageProps<"/offers/[reference]">) {
  const offer = await api.licensing.offerByReference(await params);
  const person = await viewer();
  const { businessDate } = await installation();
  const side = person?.organisation.side ?? "buyer";
  const message = done[String((await searchParams).done)];
  const lapsed = offer.expiresOn < businessDate;
  const maySign =
    !lapsed &&
    ((may(person, "offer.sign") && allows("offer", offer.status, "sign")) ||
      (may(person, "offer.countersign") && allows("offer", offer.status, "countersign")));
  return (
    <>
      <PageTitle
        crumbs={[{ href: `/applications/${offer.application}`, label: offer.application }]}
        title={offer.contract.title}
        status={
          <StatusTag tone={toneOf[offer.status] ?? "neutral"}>{offerWords[side][offer.status]}</StatusTag>
        }
        lead={`Offer ${offer.reference}, version ${offer.version}, to ${offer.organisation}`}
      />
      {message && <Notice>{message}</Notice>}
      {maySign && (
        <div className="actions">
          <ButtonLink href={`/offers/${offer.reference}/sign`} kind="commit">
            Read and sign
          </ButtonLink>
        </div>
      )}
      <div className="split">
        <div>
          <Contract
            contract={offer.contract}
            shown={{ hash: offer.contractHash, signatures: offer.signatures }}
          />
          {may(person, "offer.make") && allows("offer", offer.status, "withdraw") && (
            <Close reference={offer.reference} move="withdraw" />
          )}
          {may(person, "offer.decline") && allows("offer", offer.status, "decline") && (
            <Close reference={offer.reference} move="decline" />
          )}
        </div>
        <aside>
          <AboutOffer offer={offer} />
          <CalendarOfPayments payments={offer.payments} />
          <Approvals offer={offer} person={person} />
          <Signatures signatures={offer.signatures} />
          {offer.versions.length > 1 && <Versions versions={offer.versions} />}
          <p>
            <Link href={`/applications/${offer.application}`}>The application</Link>
          </p>
        </aside>
      </div>
    </>
  );
}
