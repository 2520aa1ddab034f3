import { Facts, Panel } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { QuoteLink } from "#app/(buyer)/quotes/quote-link.tsx";

type Offer = AppOutputs["licensing"]["offerByReference"];

/** Until when it stands, who made it, and at which terms; what the deal is worth, for the NHS alone. */
export const AboutOffer = ({ offer, isNhs }: { offer: Offer; isNhs: boolean }) => (
  <Panel title="This offer">
    <Facts
      items={[
        ["Stands until", <Day key="until" date={offer.expiresOn} />],
        ["Made by", offer.standing.authorName],
        ["Terms", offer.standing.atListTerms ? "at the price list" : "changed within its limits"],
        ...(offer.quote ? [["From", <QuoteLink key="quote" reference={offer.quote} />] as const] : []),
        ...(isNhs
          ? ([["Value of the deal", <Money key="value" pence={offer.standing.valuePence} />]] as const)
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
);

/** Who has signed, for which side, and when. */
export const Signatures = ({ signatures }: Pick<Offer, "signatures">) => (
  <Panel title="Signatures">
    {signatures.length === 0 ? (
      <p className="mb-0">Nobody has signed yet. The buyer signs first.</p>
    ) : (
      <ul className="mb-0">
        {signatures.map(({ side, typedName, authority, signedAt }) => (
          <li key={side}>
            {typedName}, {authority}, <Day date={signedAt.toISOString().slice(0, 10)} />
          </li>
        ))}
      </ul>
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
