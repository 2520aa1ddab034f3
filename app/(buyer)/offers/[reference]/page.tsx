import type { Metadata } from "next";
import Link from "next/link";
import { ButtonLink } from "#app/_components/button.tsx";
import { Form, TextArea } from "#app/_components/form.tsx";
import { Facts, Notice, PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { StatusTag, toneOf } from "#app/_components/status-tag.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { installation, viewer } from "#app/_trpc/viewer.ts";
import { QuoteLink } from "#app/(buyer)/quotes/quote-link.tsx";
import { allows, statusWords } from "#server/licensing/moves.ts";
import { close } from "./actions.ts";
import { Approvals } from "./approvals.tsx";
import { Contract } from "./contract.tsx";

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
  const isNhs = person?.organisation.side === "nhs";
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
        status={<StatusTag tone={toneOf[offer.status] ?? "neutral"}>{statusWords[offer.status]}</StatusTag>}
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
          <Contract contract={offer.contract} />
          {may(person, "offer.make") && allows("offer", offer.status, "withdraw") && (
            <details>
              <summary>Withdraw the offer</summary>
              <Form
                action={close}
                submit="Withdraw the offer"
                kind="danger"
                fields={{ reference: offer.reference, move: "withdraw" }}
              >
                <TextArea name="reason" label="Why?" hint="The buyer reads this" />
              </Form>
            </details>
          )}
          {may(person, "offer.decline") && allows("offer", offer.status, "decline") && (
            <details>
              <summary>Decline the offer</summary>
              <Form
                action={close}
                submit="Decline the offer"
                kind="danger"
                fields={{ reference: offer.reference, move: "decline" }}
              >
                <TextArea name="reason" label="Why?" hint="The NHS reads this" />
              </Form>
            </details>
          )}
        </div>
        <aside>
          <Panel title="This offer">
            <Facts
              items={[
                ["Stands until", <Day key="until" date={offer.expiresOn} />],
                ["Made by", offer.standing.authorName],
                ["Terms", offer.standing.atListTerms ? "at the price list" : "changed within its limits"],
                ...(offer.quote
                  ? [["From", <QuoteLink key="quote" reference={offer.quote} />] as const]
                  : []),
                ...(isNhs
                  ? ([
                      ["Value of the deal", <Money key="value" pence={offer.standing.valuePence} />],
                    ] as const)
                  : []),
                [
                  "Contract",
                  <a key="pdf" href={`/offers/${offer.reference}/contract.pdf`}>
                    PDF
                  </a>,
                ],
              ]}
            />
            {offer.standing.note && <p className="mb-0 whitespace-pre-line">{offer.standing.note}</p>}
            {offer.closedReason && <p className="mb-0">Closed: {offer.closedReason}</p>}
          </Panel>
          <Approvals offer={offer} person={person} />
          <Panel title="Signatures">
            {offer.signatures.length === 0 ? (
              <p className="mb-0">Nobody has signed yet. The buyer signs first.</p>
            ) : (
              <ul className="mb-0">
                {offer.signatures.map(({ side, typedName, authority, signedAt }) => (
                  <li key={side}>
                    {typedName}, {authority}, <Day date={signedAt.toISOString().slice(0, 10)} />
                  </li>
                ))}
              </ul>
            )}
          </Panel>
          <Panel title="Fingerprint of the contract">
            <p className="mb-0 font-mono text-sm break-all">{offer.contractHash}</p>
          </Panel>
          {offer.versions.length > 1 && (
            <Panel title="Versions">
              <ul className="mb-0">
                {offer.versions.map(({ version, authorName, note }) => (
                  <li key={version}>
                    Version {version} by {authorName}
                    {note && `: ${note}`}
                  </li>
                ))}
              </ul>
            </Panel>
          )}
          <p>
            <Link href={`/applications/${offer.application}`}>The application</Link>
          </p>
        </aside>
      </div>
    </>
  );
}
