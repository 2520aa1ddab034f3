import type { Metadata } from "next";
import Link from "next/link";
import { Facts, PageTitle, Panel, Warning } from "#app/_components/layout-parts.tsx";
import { Day } from "#app/_components/money.tsx";
import { NineStrip } from "#app/_components/nine.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import { api } from "#app/_trpc/server.ts";
import { toneOfUse } from "#app/catalogue/result.tsx";
import { licensableWords } from "#server/catalogue/description.ts";
import { settingWords } from "#server/catalogue/vocabulary.ts";
import { PriceCard } from "./price-card.tsx";

export async function generateMetadata({ params }: PageProps<"/datasets/[slug]">): Promise<Metadata> {
  return { title: (await api.catalogue.bySlug(await params)).title };
}

export default async function DatasetPage({ params }: PageProps<"/datasets/[slug]">) {
  const dataset = await api.catalogue.bySlug(await params);
  const policies = await api.pricing.policies();
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/catalogue", label: "Catalogue" }]}
        title={dataset.title}
        status={
          <StatusTag tone={toneOfUse[dataset.licensable]}>{licensableWords[dataset.licensable]}</StatusTag>
        }
        lead={dataset.summary}
      />
      {dataset.licensable !== "licensable" && (
        <Warning>
          <strong>This set cannot be licensed today.</strong> {dataset.licensableReason}
        </Warning>
      )}
      <div className="split">
        <div>
          <h2 className="!mt-0">What it is</h2>
          <p>{dataset.description}</p>
          <Facts
            items={[
              ["Custodian", dataset.custodian],
              ["Setting", dataset.settings.map((setting) => settingWords[setting]).join(", ")],
              ["Who is in it", dataset.populationNote],
              ["Where", dataset.geography],
              [
                "Period",
                dataset.periodFrom ? (
                  <>
                    {<Day date={dataset.periodFrom} />} to{" "}
                    {dataset.periodTo ? <Day date={dataset.periodTo} /> : "today"}
                  </>
                ) : (
                  "Not begun"
                ),
              ],
              ["Refresh", dataset.refresh],
              ["How far behind", dataset.lag],
              ["Version", `${dataset.version}, published ${dataset.publishedOn}`],
              ["Source of these facts", dataset.sources],
            ]}
          />
        </div>
        <aside>
          <Panel title="May be licensed under">
            <NineStrip standings={dataset.standings} />
            {dataset.priceList ? (
              <p className="mt-3 mb-0 text-[0.9375rem]">
                Price list version {dataset.priceList.version}, in force from{" "}
                <Day date={dataset.priceList.validFrom} />. Prices without VAT.
              </p>
            ) : (
              <p className="mt-3 mb-0 text-[0.9375rem]">There is no price list for this set.</p>
            )}
          </Panel>
          <Panel title="Terms of use">
            <ul className="mb-0">
              {dataset.useTerms.map((term) => (
                <li key={term}>{term}</li>
              ))}
            </ul>
          </Panel>
          <Panel title="Mandate of the custodian">
            <p className="mb-0">
              {dataset.mandate
                ? `${dataset.mandate.reference}, given by ${dataset.mandate.grantedBy}`
                : "None on record, so nothing can be licensed."}
            </p>
          </Panel>
        </aside>
      </div>

      {dataset.prices.length > 0 && (
        <>
          <h2 id="prices">What would it cost, under each of the nine?</h2>
          <p>
            <Link href={`/quotes/new?set=${dataset.slug}`}>Reckon a quote, all in</Link>, or{" "}
            <Link href={`/simulator?dataset=${dataset.slug}`}>move a forecast and watch all nine answer</Link>
          </p>
          <div className="grid gap-5 md:grid-cols-2 xl:grid-cols-3">
            {dataset.prices.map((price) => (
              <PriceCard
                key={price.kind}
                price={price}
                slug={dataset.slug}
                policy={policies.find(({ kind }) => kind === price.kind)!.policy}
                open={dataset.licensable === "licensable"}
              />
            ))}
          </div>
        </>
      )}

      <h2>Can be linked with</h2>
      {dataset.links.length === 0 ? (
        <p>No link to another set is on record.</p>
      ) : (
        <ul>
          {dataset.links.map(({ slug, title, by }) => (
            <li key={slug}>
              <Link href={`/datasets/${slug}`}>{title}</Link>, by {by}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
