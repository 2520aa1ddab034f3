import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState, PageTitle } from "#app/_components/layout-parts.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import {
  addressOf,
  catalogueFilter,
  facetNames,
  queryOf,
  sortWords,
} from "#server/catalogue/search/filter.ts";
import { CompareTray } from "./compare-tray.tsx";
import { FacetList } from "./facet-list.tsx";
import { chipWords, facetFaces, optionsOf } from "./facets.ts";
import { ApplyButton, LiveFilters } from "./live-filters.tsx";
import { Result } from "./result.tsx";

export const metadata: Metadata = { title: "Find data" };

type Answer = AppOutputs["catalogue"]["search"];
/** Setting, model, use and price are what people come with; the rest waits behind its heading. */
const openFacets = 4;
const number = (many: number) => many.toLocaleString("en-GB");
const datasets = (many: number) => `${number(many)} ${many === 1 ? "dataset" : "datasets"}`;

export default async function CataloguePage({ searchParams }: PageProps<"/catalogue">) {
  const answer = await api.catalogue.search(catalogueFilter.parse(await searchParams));
  const { filter, rows, sizes } = answer;
  const tariff = await api.quotes.tariff();
  return (
    <LiveFilters>
      <div className="wide:col-start-2 wide:row-start-1">
        <PageTitle
          title="Find data"
          lead={`${datasets(sizes.datasets)} from ${number(sizes.custodians)} custodians. Search names, descriptions${sizes.columns > 0 ? ` and ${number(sizes.columns)} columns` : " and custodians"}.`}
        />
      </div>
      <form
        action="/catalogue"
        id="filters"
        className="mb-6 wide:col-start-1 wide:row-span-2 wide:row-start-1"
      >
        <details className="filters">
          <summary className="button button-secondary mb-3 w-full">Filters</summary>
          <h2 className="!mt-2 !mb-3 !text-[1.1875rem]">Filter</h2>
          {facetFaces.map((face, at) => (
            <FacetList
              isOpen={at < openFacets}
              key={face.facet}
              name={face.facet}
              legend={face.legend}
              chosen={filter[face.facet]}
              options={optionsOf(face, answer)}
            />
          ))}
          <ApplyButton />
        </details>
      </form>
      <div className="wide:col-start-2">
        <div className="mb-3 flex flex-wrap items-end gap-2">
          <div className="min-w-60 flex-1">
            <label htmlFor="q" className="mb-1 block font-semibold">
              Search
            </label>
            <input
              key={filter.q}
              id="q"
              name="q"
              form="filters"
              type="search"
              maxLength={200}
              defaultValue={filter.q}
              className="!max-w-none"
            />
          </div>
          <button type="submit" form="filters" className="button button-primary">
            Search
          </button>
          <div className="w-full sm:w-auto">
            <label htmlFor="sort" className="mb-1 block font-semibold">
              Sort by
            </label>
            <select key={filter.sort} id="sort" name="sort" form="filters" defaultValue={filter.sort ?? ""}>
              <option value="">{filter.q ? sortWords.relevance : sortWords.licensable}</option>
              {Object.entries(sortWords)
                .filter(([sort]) => sort !== (filter.q ? "relevance" : "licensable"))
                .filter(([sort]) => filter.q || sort !== "relevance")
                .map(([sort, words]) => (
                  <option key={sort} value={sort}>
                    {words}
                  </option>
                ))}
            </select>
          </div>
        </div>
        <Chips answer={answer} />
        <Understood answer={answer} />
        {rows.length === 0 ? (
          <EmptyState title="No dataset fits">
            <p className="mb-0">
              Take a filter away, use other words, or <Link href="/catalogue">start again</Link>.
            </p>
          </EmptyState>
        ) : (
          <ul className="!max-w-none list-none p-0">
            {rows.map((row) => (
              <Result key={row.slug} row={row} tariff={tariff} />
            ))}
          </ul>
        )}
        <Pages answer={answer} />
        {rows.length > 0 && <CompareTray />}
      </div>
    </LiveFilters>
  );
}

/** What is chosen, each to take away, and how many datasets that shows. */
function Chips({ answer: { filter, titles, total } }: { answer: Answer }) {
  const chips = facetNames.flatMap((facet) =>
    (filter[facet] as readonly string[]).map((value) => ({ facet, value })),
  );
  const query = queryOf(filter);
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line pb-3">
      {chips.map(({ facet, value }) => (
        <Link
          key={`${facet}${value}`}
          href={addressOf({
            ...filter,
            [facet]: (filter[facet] as readonly string[]).filter((other) => other !== value),
            page: 1,
          })}
          scroll={false}
          className="rounded-full border border-link px-3 py-0.5 text-[0.9375rem] no-underline"
        >
          {chipWords(facet, value, titles)} <span aria-hidden="true">×</span>
          <span className="sr-only">: take away</span>
        </Link>
      ))}
      {query !== "" && (
        <>
          <Link href="/catalogue">Clear all</Link>
          <Link href={`/catalogue/saved?search=${encodeURIComponent(query)}`}>Save this search</Link>
        </>
      )}
      <p className="mb-0 ml-auto text-ink-2" role="status">
        {datasets(total)}
      </p>
    </div>
  );
}

/** How the words were read, where that is not plain. */
function Understood({ answer: { corrected, synonyms, relaxed } }: { answer: Answer }) {
  if (corrected.length === 0 && synonyms.length === 0 && !relaxed) return null;
  return (
    <div className="border-b border-line py-3 text-[0.9375rem] text-ink-2">
      {corrected.map(({ typed, instead }) => (
        <p key={typed} className="mb-0">
          Showing results for <strong>{instead.join(", ")}</strong>; no dataset has “{typed}”.
        </p>
      ))}
      {synonyms.length > 0 && (
        <p className="mb-0">
          Also searched: <em>{synonyms.slice(0, 6).join(", ")}</em>
        </p>
      )}
      {relaxed && (
        <p className="mb-0">No dataset has all of these words. Shown are those with most of them.</p>
      )}
    </div>
  );
}

function Pages({ answer: { filter, pages } }: { answer: Answer }) {
  if (pages === 1) return null;
  return (
    <nav aria-label="Pages" className="actions">
      {filter.page > 1 && <Link href={addressOf({ ...filter, page: filter.page - 1 })}>Previous page</Link>}
      <span className="text-ink-2">
        Page {number(filter.page)} of {number(pages)}
      </span>
      {filter.page < pages && <Link href={addressOf({ ...filter, page: filter.page + 1 })}>Next page</Link>}
    </nav>
  );
}
