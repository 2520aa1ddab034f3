import Link from "next/link";
import { ButtonLink } from "#app/_components/button.tsx";
import { Panel } from "#app/_components/layout-parts.tsx";
import { Day } from "#app/_components/money.tsx";
import { NineStrip } from "#app/_components/nine.tsx";
import { standingsOf } from "#server/pricing/standings.ts";
import type { Dataset } from "./dataset.ts";

/** Where one goes from here: the first thing as a button, the others as links. */
export function WhatYouCanDo({ dataset, mayAsk }: { dataset: Dataset; mayAsk: boolean }) {
  const { slug, prices, priceList, retiredOn } = dataset;
  const open = prices.some(({ barred }) => barred === null);
  return (
    <>
      <Panel title="May be licensed under">
        <NineStrip standings={standingsNow(dataset)} />
        <p className="mt-3 mb-0 text-[0.9375rem]">
          {priceList ? (
            <>
              Price list version {priceList.version}, in force from <Day date={priceList.validFrom} />. Prices
              without VAT.
            </>
          ) : (
            "There is no price list for this dataset."
          )}
        </p>
        <p className="mt-2 mb-0 text-[0.9375rem]">
          {dataset.mandate
            ? `Mandate of the custodian: ${dataset.mandate.reference}, given by ${dataset.mandate.grantedBy}.`
            : "The custodian has given no mandate, so nothing can be licensed."}
        </p>
      </Panel>
      {!retiredOn && (
        <div className="no-print mb-6">
          <div className="mb-3">
            {open && <ButtonLink href="#prices">See prices and apply</ButtonLink>}
            {!open && mayAsk && <ButtonLink href={`/datasets/${slug}/enquiry`}>Ask the custodian</ButtonLink>}
          </div>
          <ul className="list-none p-0 leading-8">
            {open && (
              <>
                {mayAsk && <Go href={`/datasets/${slug}/enquiry`}>Ask the custodian first</Go>}
                <Go href={`/quotes/new?set=${slug}`}>Get a dated quote</Go>
              </>
            )}
            {prices.length > 0 && <Go href={`/simulator?dataset=${slug}`}>Simulate all nine models</Go>}
            <Go href={`/shortlist?add=${slug}`}>Put on the shortlist</Go>
            <Go href={`/compare?set=${slug}`}>Compare with other datasets</Go>
            <Go href={`/register?dataset=${slug}`}>See who uses it, on the public register</Go>
          </ul>
        </div>
      )}
    </>
  );
}

const Go = ({ href, children }: { href: string; children: string }) => (
  <li>
    <Link href={href}>{children}</Link>
  </li>
);

/** A model that something stands against is not on offer, whatever the price list says. */
const standingsNow = ({ prices }: Dataset) =>
  standingsOf(
    prices.map(({ kind, standing, barred }) => ({ kind, standing: barred === null ? standing : "not" })),
  );
