import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState, PageTitle } from "#app/_components/layout-parts.tsx";
import { kindsInOrder, modelFace } from "#app/_components/models.ts";
import { api } from "#app/_trpc/server.ts";
import { licensableWords } from "#server/catalogue/description.ts";
import { type CatalogueFilter, catalogueFilter } from "#server/catalogue/search/filter.ts";
import { settingWords } from "#server/catalogue/vocabulary.ts";
import { address } from "./address.ts";
import { FacetList } from "./facet-list.tsx";
import { Result } from "./result.tsx";

export const metadata: Metadata = { title: "Find data" };

export default async function CataloguePage({ searchParams }: PageProps<"/catalogue">) {
  const filter = catalogueFilter.parse(await searchParams);
  const { rows, total, pages, counts } = await api.catalogue.search(filter);
  return (
    <>
      <PageTitle
        title="Find data"
        lead="Search names, descriptions and custodians. Each set says which of the nine models it may be licensed under, and why not the others."
      />
      <div className="split split-left">
        <form action="/catalogue" id="filters">
          <input type="hidden" name="q" value={filter.q} />
          <details className="filters">
            <summary>Filters</summary>
            <FacetList
              name="setting"
              legend="Setting"
              chosen={filter.setting}
              options={Object.entries(settingWords)}
              counts={counts.setting}
            />
            <FacetList
              name="model"
              legend="May be licensed under"
              chosen={filter.model}
              options={kindsInOrder.map((kind) => [kind, modelFace[kind].title])}
              counts={counts.model}
            />
            <FacetList
              name="use"
              legend="Commercial use"
              chosen={filter.use}
              options={Object.entries(licensableWords)}
              counts={counts.use}
            />
            <FacetList
              name="custodian"
              legend="Custodian"
              chosen={filter.custodian}
              options={Object.keys(counts.custodian)
                .sort()
                .map((name) => [name, name])}
              counts={counts.custodian}
            />
            <button type="submit" className="button button-secondary mt-2">
              Apply filters
            </button>
          </details>
        </form>
        <div>
          <form action="/catalogue" className="mb-3 flex !max-w-none items-end gap-2">
            <Kept filter={filter} />
            <div className="flex-1">
              <label htmlFor="q" className="mb-1 block font-semibold">
                Search
              </label>
              <input id="q" name="q" type="search" defaultValue={filter.q} className="!max-w-none" />
            </div>
            <button type="submit" className="button button-primary">
              Search
            </button>
          </form>
          <Chips filter={filter} total={total} />
          {rows.length === 0 ? (
            <EmptyState title="No dataset fits">
              <p className="mb-0">
                Take a filter away, or <Link href="/catalogue">start again</Link>.
              </p>
            </EmptyState>
          ) : (
            <ul className="!max-w-none list-none p-0">
              {rows.map((row) => (
                <Result key={row.slug} row={row} />
              ))}
            </ul>
          )}
          {pages > 1 && <Pages filter={filter} pages={pages} />}
        </div>
      </div>
    </>
  );
}

/** What else is chosen travels with a new search. */
const Kept = ({ filter }: { filter: CatalogueFilter }) =>
  (["setting", "model", "use", "custodian"] as const).flatMap((name) =>
    filter[name].map((value) => <input key={`${name}${value}`} type="hidden" name={name} value={value} />),
  );

function Chips({ filter, total }: { filter: CatalogueFilter; total: number }) {
  const chips = [
    ...filter.setting.map((value) => ({
      name: "setting" as const,
      value: value as string,
      words: settingWords[value],
    })),
    ...filter.model.map((value) => ({
      name: "model" as const,
      value: value as string,
      words: modelFace[value].title,
    })),
    ...filter.use.map((value) => ({
      name: "use" as const,
      value: value as string,
      words: licensableWords[value],
    })),
    ...filter.custodian.map((value) => ({ name: "custodian" as const, value, words: value })),
  ];
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line pb-3">
      {chips.map(({ name, value, words }) => (
        <Link
          key={`${name}${value}`}
          href={address({ ...filter, [name]: filter[name].filter((other) => other !== value), page: 1 })}
          className="rounded-full border border-link px-3 py-0.5 no-underline"
        >
          {words} <span aria-hidden="true">×</span>
          <span className="sr-only">: take away</span>
        </Link>
      ))}
      {(chips.length > 0 || filter.q) && <Link href="/catalogue">Clear all</Link>}
      <p className="mb-0 ml-auto text-ink-2" role="status">
        {total} {total === 1 ? "dataset" : "datasets"}
      </p>
    </div>
  );
}

function Pages({ filter, pages }: { filter: CatalogueFilter; pages: number }) {
  return (
    <nav aria-label="Pages" className="actions">
      {filter.page > 1 && <Link href={address({ ...filter, page: filter.page - 1 })}>Previous page</Link>}
      <span className="text-ink-2">
        Page {filter.page} of {pages}
      </span>
      {filter.page < pages && <Link href={address({ ...filter, page: filter.page + 1 })}>Next page</Link>}
    </nav>
  );
}
