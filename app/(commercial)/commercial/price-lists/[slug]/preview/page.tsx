import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { formatDate } from "#server/lib/dates.ts";
import { customerIn, ListCards } from "../../cards.tsx";

export const metadata: Metadata = { title: "Price list as a buyer sees it" };

export default async function PreviewPage({
  params,
  searchParams,
}: PageProps<"/commercial/price-lists/[slug]/preview">) {
  const { set, versions, draft } = await api.pricing.listsOf(await params);
  const { version, for: named } = await searchParams;
  const list =
    version === undefined ? draft : versions.find((candidate) => String(candidate.version) === version);
  if (!list) notFound();
  const path = `/commercial/price-lists/${set.slug}`;
  const which = version === undefined ? "" : `version=${list && "version" in list ? list.version : ""}&`;
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/commercial/price-lists", label: "Price lists" },
          { href: path, label: set.title },
        ]}
        title={"version" in list ? `Version ${list.version} as a buyer sees it` : "What a buyer would see"}
        lead={`${"version" in list ? "In force" : "If it is approved, in force"} from ${formatDate(list.validFrom)}. Prices without VAT.`}
      />
      <ListCards
        slug={set.slug}
        prices={list.prices}
        customer={customerIn(named)}
        address={(customer) => `${path}/preview?${which}for=${customer}`}
      />
    </>
  );
}
