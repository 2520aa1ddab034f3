import type { Metadata } from "next";
import Link from "next/link";
import { PageTitle, Warning } from "#app/_components/layout-parts.tsx";
import { Day } from "#app/_components/money.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import { mayTry } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { toneOfUse } from "#app/(public)/catalogue/result.tsx";
import { licensableWords } from "#server/catalogue/description.ts";
import { env } from "#server/lib/env.ts";
import { askedAs } from "./as.ts";
import { Columns } from "./columns-section.tsx";
import { Coverage } from "./coverage.tsx";
import { datasetOf } from "./dataset.ts";
import { Details } from "./details.tsx";
import { JsonLd } from "./json-ld.tsx";
import { Linkage } from "./linkage.tsx";
import { MayItBeUsed } from "./may-it-be-used.tsx";
import { Prices } from "./prices.tsx";
import { Quality } from "./quality.tsx";
import { Share } from "./share.tsx";
import { Similar } from "./similar.tsx";
import { Versions } from "./versions-section.tsx";
import { WhatItIs } from "./what-it-is.tsx";
import { WhatYouCanDo } from "./what-you-can-do.tsx";

export async function generateMetadata({
  params,
  searchParams,
}: PageProps<"/datasets/[slug]">): Promise<Metadata> {
  const dataset = await datasetOf((await params).slug, askedAs(await searchParams));
  const url = `${env().PUBLIC_URL}/datasets/${dataset.slug}`;
  return {
    title: dataset.title,
    description: dataset.summary,
    alternates: {
      canonical: url,
      types: {
        "text/turtle": `${url}/dcat.ttl`,
        "application/ld+json": `${url}/dcat.jsonld`,
        "application/json": `${url}/hdruk.json`,
      },
    },
    openGraph: {
      type: "website",
      siteName: "Health Data Marketplace",
      title: dataset.title,
      description: dataset.summary,
      url,
    },
  };
}

export default async function DatasetPage({ params, searchParams }: PageProps<"/datasets/[slug]">) {
  const { slug } = await params;
  const dataset = await datasetOf(slug, askedAs(await searchParams));
  const [policies, tariff, alike, person] = await Promise.all([
    api.pricing.policies(),
    api.quotes.tariff(),
    api.catalogue.similar({ slug }),
    viewer(),
  ]);
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/catalogue", label: "Catalogue" }]}
        title={dataset.title}
        status={
          dataset.retiredOn ? (
            <StatusTag tone="bad">Retired</StatusTag>
          ) : (
            <StatusTag tone={toneOfUse[dataset.licensable]}>{licensableWords[dataset.licensable]}</StatusTag>
          )
        }
        lead={dataset.summary}
      />
      {dataset.retiredOn && (
        <Warning>
          <strong>
            Retired since <Day date={dataset.retiredOn} />.
          </strong>{" "}
          {dataset.retiredReason}{" "}
          {dataset.sameAs && (
            <>
              It is the same as{" "}
              <Link href={`/datasets/${dataset.sameAs.slug}`} className="!text-wait">
                {dataset.sameAs.title}
              </Link>
              .{" "}
            </>
          )}
          The page stays to be read; nothing can be applied for.
        </Warning>
      )}
      <div className="split">
        <div>
          <WhatItIs dataset={dataset} />
          <MayItBeUsed dataset={dataset} person={person} />
        </div>
        <aside aria-label="What you can do">
          <WhatYouCanDo dataset={dataset} mayAsk={mayTry(person, "enquiry.ask")} />
        </aside>
      </div>
      <Prices
        dataset={dataset}
        policies={policies}
        mayChoose={person?.organisation.side !== "buyer"}
        mayApply={mayTry(person, "application.write")}
        tariff={tariff}
      />
      <Coverage dataset={dataset} />
      <Linkage dataset={dataset} />
      <Columns dataset={dataset} />
      <Quality dataset={dataset} />
      <Details dataset={dataset} />
      <Versions dataset={dataset} />
      <Similar sets={alike} />
      {!dataset.retiredOn && <JsonLd slug={dataset.slug} />}
      <Share dataset={dataset} url={`${env().PUBLIC_URL}/datasets/${dataset.slug}`} />
    </>
  );
}
