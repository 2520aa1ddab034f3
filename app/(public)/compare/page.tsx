import type { Metadata } from "next";
import Link from "next/link";
import { Button, ButtonLink } from "#app/_components/button.tsx";
import { EmptyState, PageTitle, Warning } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { catalogueFilter } from "#server/catalogue/search/filter.ts";
import { compareSchema } from "#server/catalogue/shortlist/forms.ts";
import { mostCompared } from "#server/catalogue/shortlist/limits.ts";
import { compareAddress } from "./address.ts";
import { Comparison } from "./comparison.tsx";

export const metadata: Metadata = { title: "Compare datasets" };

export default async function ComparePage({ searchParams }: PageProps<"/compare">) {
  const asked = await searchParams;
  const { set: wanted } = compareSchema.parse({ set: asked.set });
  const { sets, rows, unknown, tooMany } = await api.shortlist.compare({ set: wanted });
  const slugs = sets.map(({ slug }) => slug);
  const only = asked.only === "differences";
  const q = catalogueFilter.parse({ q: asked.q }).q;
  const side = (await viewer())?.organisation.side;
  const differing = rows.filter(({ differs }) => differs).length;
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/catalogue", label: "Catalogue" }]}
        title="Compare datasets"
        lead={`Up to ${mostCompared} side by side. The address of this page holds what is compared: keep it or send it on.`}
      />
      {tooMany.length > 0 && (
        <Warning>
          At most {mostCompared} datasets can be compared at once. Left out: {tooMany.join(", ")}.
        </Warning>
      )}
      {unknown.length > 0 && (
        <Warning>
          We know no dataset of {unknown.length === 1 ? "the name" : "the names"} {unknown.join(", ")}.
        </Warning>
      )}
      <Chosen sets={sets} only={only} />
      {sets.length < 2 && (
        <EmptyState
          title={sets.length === 0 ? "Nothing is compared yet" : "Add another dataset to compare it with"}
        >
          <p className="mb-0">Search below, or choose from your shortlist.</p>
        </EmptyState>
      )}
      {sets.length < mostCompared ? (
        <Add slugs={slugs} only={only} q={q} />
      ) : (
        <p>Take one away to add another.</p>
      )}
      {sets.length > 1 && (
        <>
          <div className="actions">
            <span role="status">
              {differing === 0 ? "No fact differs" : `${differing} of ${rows.length} facts differ`}
            </span>
            <Link href={compareAddress(slugs, { only: !only })}>
              {only ? "Show all facts" : "Show only what differs"}
            </Link>
            <a href={compareAddress(slugs, { file: true })}>Download as CSV</a>
            {side !== "nhs" && (
              <ButtonLink
                kind="secondary"
                href={`/quotes/new?${new URLSearchParams(slugs.map((slug) => ["set", slug]))}`}
              >
                Quote these
              </ButtonLink>
            )}
          </div>
          <Comparison sets={sets} rows={only ? rows.filter(({ differs }) => differs !== false) : rows} />
        </>
      )}
    </>
  );
}

type Sets = readonly { slug: string; title: string }[];

const Chosen = ({ sets, only }: { sets: Sets; only: boolean }) =>
  sets.length > 0 && (
    <ul aria-label="Compared" className="mb-4 flex !max-w-none list-none flex-wrap gap-2 p-0">
      {sets.map(({ slug, title }) => (
        <li key={slug} className="flex items-center gap-3 rounded-md border border-line px-3 py-1">
          <Link href={`/datasets/${slug}`}>{title}</Link>
          <Link
            href={compareAddress(
              sets.map((set) => set.slug).filter((other) => other !== slug),
              { only },
            )}
            className="no-print px-1 no-underline"
          >
            <span aria-hidden="true">×</span>
            <span className="sr-only">Take away {title}</span>
          </Link>
        </li>
      ))}
    </ul>
  );

/** Finds a dataset to add, from the catalogue or the team's shortlist. */
async function Add({ slugs, only, q }: { slugs: readonly string[]; only: boolean; q: string }) {
  const found = q ? (await api.catalogue.search({ q })).rows : [];
  const kept = (await viewer()) ? await api.shortlist.list() : [];
  const without = <Row extends { slug: string }>(rows: readonly Row[]) =>
    rows.filter(({ slug }) => !slugs.includes(slug)).slice(0, 10);
  return (
    <section className="no-print mb-6">
      <form action="/compare">
        {slugs.map((slug) => (
          <input key={slug} type="hidden" name="set" value={slug} />
        ))}
        {only && <input type="hidden" name="only" value="differences" />}
        <label htmlFor="q" className="mb-1 block font-semibold">
          Find a dataset to add
        </label>
        <div className="flex items-end gap-2">
          <input id="q" name="q" type="search" defaultValue={q} />
          <Button kind="secondary">Search</Button>
        </div>
      </form>
      {q && without(found).length === 0 && <p className="mt-3">No other dataset fits these words.</p>}
      <Choices title="Found" rows={without(found)} slugs={slugs} only={only} />
      <Choices title="On your shortlist" rows={without(kept)} slugs={slugs} only={only} />
    </section>
  );
}

const Choices = ({
  title,
  rows,
  slugs,
  only,
}: {
  title: string;
  rows: Sets;
  slugs: readonly string[];
  only: boolean;
}) =>
  rows.length > 0 && (
    <>
      <h2>{title}</h2>
      <ul>
        {rows.map((row) => (
          <li key={row.slug}>
            {row.title}{" "}
            <Link href={compareAddress([...slugs, row.slug], { only })}>
              Add<span className="sr-only"> {row.title}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
