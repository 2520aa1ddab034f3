import { Facts, Panel } from "#app/_components/layout-parts.tsx";
import { Day } from "#app/_components/money.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { QuoteLink } from "#app/(buyer)/quotes/quote-link.tsx";
import { signatureOf } from "#server/licensing/contract/paper.ts";
import { InWords, worthInWords } from "./worth.tsx";

type Offer = AppOutputs["licensing"]["offerByReference"];

/** Until when it stands, who made it, and what it comes to, for both sides alike. */
export const AboutOffer = ({ offer }: { offer: Offer }) => (
  <Panel title="This offer">
    <Facts
      items={[
        ["Stands until", <Day key="until" date={offer.expiresOn} />],
        ["Made by", offer.standing.authorName],
        ...(offer.quote ? [["From", <QuoteLink key="quote" reference={offer.quote} />] as const] : []),
        [
          "Contract",
          <a key="pdf" href={`/offers/${offer.reference}/contract.pdf`}>
            PDF
          </a>,
        ],
      ]}
    />
    <h3>What it comes to</h3>
    <InWords {...worthInWords({ ...offer, valuePence: offer.standing.valuePence })} />
    {offer.standing.note && <p className="mt-3 mb-0 whitespace-pre-line">{offer.standing.note}</p>}
    {offer.closedReason && <p className="mt-3 mb-0">Closed: {offer.closedReason}</p>}
  </Panel>
);

/** Who has signed, for which side, when, by which authority, how they were authenticated, and over what. */
export const Signatures = ({ signatures }: Pick<Offer, "signatures">) => (
  <Panel title="Signatures">
    {signatures.length === 0 ? (
      <p className="mb-0">Nobody has signed yet. The buyer signs first.</p>
    ) : (
      signatures.map((signature) => {
        const { heading, facts } = signatureOf(signature);
        return (
          <section key={heading} aria-label={heading}>
            <h3 className="!mt-0">{heading}</h3>
            <dl className="block text-[0.9375rem]">
              {facts.map(([label, value]) => (
                <div key={label} className="mb-1 break-words">
                  <dt className="inline text-ink-2">{label}: </dt>
                  <dd className="inline">{value}</dd>
                </div>
              ))}
            </dl>
          </section>
        );
      })
    )}
  </Panel>
);

/** Every version that was offered, with its author. */
export const Versions = ({ versions }: Pick<Offer, "versions">) => (
  <Panel title="Versions">
    <ul className="mb-0">
      {versions.map(({ version, authorName, note }) => (
        <li key={version}>
          Version {version} by {authorName}
          {note && `: ${note}`}
        </li>
      ))}
    </ul>
  </Panel>
);
