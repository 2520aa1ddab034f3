import type { Metadata } from "next";
import Link from "next/link";
import { ButtonLink } from "#app/_components/button.tsx";
import { Form, RadioField, TextField } from "#app/_components/form.tsx";
import { EmptyState, Notice, PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import { filterFrom, queryOf } from "#server/catalogue/search/filter.ts";
import { removeSearch, renameSearch, saveSearch, setMailed } from "./actions.ts";

export const metadata: Metadata = { title: "Saved searches" };

type Saved = AppOutputs["savedSearches"]["list"][number];

const done: Record<string, string> = {
  saved: "The search is kept.",
  renamed: "The search has its new name.",
  mailed: "You get a mail when this search finds something new.",
  quiet: "You get no more mail about this search.",
  removed: "The search is deleted.",
};
const day = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", dateStyle: "long" });
const run = (query: string) => (query ? `/catalogue?${query}` : "/catalogue");

export default async function SavedSearchesPage({ searchParams }: PageProps<"/catalogue/saved">) {
  const { search, rename, stop, done: did } = await searchParams;
  const searches = await api.savedSearches.list();
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/catalogue", label: "Catalogue" }]}
        title="Saved searches"
        lead="Your own, for the organisation that you act for. Ask to be told, and a mail comes when one of them finds something new."
      />
      {typeof did === "string" && done[did] && <Notice>{done[did]}</Notice>}
      {typeof search === "string" && <Save query={queryOf(filterFrom(search))} />}
      {searches
        .filter(({ id }) => id === rename)
        .map((saved) => (
          <Rename key={saved.id} saved={saved} />
        ))}
      {searches
        .filter(({ id, mailed }) => id === stop && mailed)
        .map((saved) => (
          <Panel key={saved.id} title={`Get no more mail about “${saved.name}”?`}>
            <Form action={setMailed} submit="Stop the mail" fields={{ id: saved.id, mailed: "no" }} />
          </Panel>
        ))}
      <Table
        caption="Searches, by name"
        hideCaption
        rows={searches}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="No search is kept yet">
            <p>Search the catalogue, set its filters, and choose “Save this search”.</p>
            <ButtonLink href="/catalogue">Find data</ButtonLink>
          </EmptyState>
        }
        columns={[
          {
            header: "Search",
            cell: ({ name, query }) => (
              <div>
                <Link href={run(query)}>{name}</Link>
                <InWords query={query} />
              </div>
            ),
          },
          { header: "Kept", cell: ({ savedAt }) => day.format(savedAt) },
          { header: "Found so far", cell: ({ found }) => found, amount: true },
          { header: "Mail", cell: (saved) => <Mail saved={saved} /> },
          {
            header: "Name",
            cell: ({ id, name }) => (
              <Link href={`/catalogue/saved?${new URLSearchParams({ rename: id })}`}>
                Rename<span className="sr-only"> {name}</span>
              </Link>
            ),
          },
          {
            header: "Delete",
            cell: ({ id, name }) => (
              <Form
                action={removeSearch}
                kind="secondary"
                fields={{ id }}
                submit={
                  <>
                    Delete<span className="sr-only"> {name}</span>
                  </>
                }
              />
            ),
          },
        ]}
      />
    </>
  );
}

const Save = ({ query }: { query: string }) => (
  <Panel title="Save this search">
    <InWords query={query} />
    <Form action={saveSearch} submit="Save the search" fields={{ query }}>
      <TextField name="name" label="Name" hint="What you look for, in your own words" />
      <RadioField
        name="mailed"
        label="Do you want a mail when it finds something new?"
        value="yes"
        options={[
          { value: "yes", label: "Yes" },
          { value: "no", label: "No" },
        ]}
      />
    </Form>
  </Panel>
);

const Rename = ({ saved }: { saved: Saved }) => (
  <Panel title={`Rename “${saved.name}”`}>
    <Form action={renameSearch} submit="Keep the name" fields={{ id: saved.id }}>
      <TextField name="name" label="Name" value={saved.name} />
    </Form>
  </Panel>
);

const Mail = ({ saved: { id, name, mailed } }: { saved: Saved }) => (
  <div className="flex flex-wrap items-start justify-end gap-x-3 wide:justify-start">
    <StatusTag tone={mailed ? "good" : "neutral"}>{mailed ? "on" : "off"}</StatusTag>
    <Form
      action={setMailed}
      kind="secondary"
      fields={{ id, mailed: mailed ? "no" : "yes" }}
      submit={
        <>
          {mailed ? "Switch off" : "Switch on"}
          <span className="sr-only"> the mail about {name}</span>
        </>
      }
    />
  </div>
);

/** What is asked, as the address says it: values in their order, without their codes where words are known. */
const InWords = ({ query }: { query: string }) => (
  <span className="block text-[0.9375rem] text-ink-2">
    {query
      ? [...new URLSearchParams(query)]
          .map(([name, value]) => `${name === "q" ? "words" : name}: ${value.replaceAll("_", " ")}`)
          .join("; ")
      : "The whole catalogue"}
  </span>
);
