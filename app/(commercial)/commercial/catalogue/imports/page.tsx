import type { Metadata } from "next";
import Link from "next/link";
import { Form } from "#app/_components/form.tsx";
import { EmptyState, NextPage, Notice, PageTitle } from "#app/_components/layout-parts.tsx";
import { Day } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { importsPage } from "#server/catalogue/import/import-form.ts";
import { decideOnMatch } from "../import/actions.ts";

export const metadata: Metadata = { title: "Imports" };

export default async function ImportsPage({ searchParams }: PageProps<"/commercial/catalogue/imports">) {
  const params = await searchParams;
  const mayImport = may(await viewer(), "catalogue.import");
  const { rows, next } = await api.imports.list(importsPage.parse(params));
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/commercial/catalogue", label: "Catalogue" }]}
        title="Imports"
        lead="What came from other catalogues, when, and what it changed here."
      />
      {params.done === "decided" && <Notice>Your decision is kept.</Notice>}
      {mayImport && (
        <p>
          <Link href="/commercial/catalogue/import">Import metadata</Link>
        </p>
      )}
      <Matches mayDecide={mayImport} />
      <h2>History</h2>
      <Table
        caption="Imports, newest first"
        hideCaption
        rows={rows}
        rowKey={({ reference }) => reference}
        empty={
          <EmptyState title="Nothing has been imported yet">
            {mayImport && <Link href="/commercial/catalogue/import">Import metadata</Link>}
          </EmptyState>
        }
        columns={[
          {
            header: "Import",
            cell: (row) => (
              <Link href={`/commercial/catalogue/imports/${row.reference}`}>{row.reference}</Link>
            ),
          },
          { header: "On", cell: (row) => <Day date={row.businessDate} /> },
          { header: "By", cell: (row) => row.madeByName },
          { header: "Read", amount: true, cell: (row) => row.read },
          { header: "New", amount: true, cell: (row) => row.created },
          { header: "Changed", amount: true, cell: (row) => row.updated },
          { header: "Unchanged", amount: true, cell: (row) => row.unchanged },
          { header: "Rejected", amount: true, cell: (row) => row.rejected },
        ]}
      />
      <NextPage href={next && `/commercial/catalogue/imports?before=${next}`} />
    </>
  );
}

async function Matches({ mayDecide }: { mayDecide: boolean }) {
  const matches = await api.imports.matches();
  if (matches.length === 0) return null;
  return (
    <section>
      <h2>Is it the same dataset?</h2>
      <p>
        These imported records look like datasets that we describe ourselves. If one is the same, our
        description stands, the imported one is retired, and later imports no longer write to it.
      </p>
      <Table
        caption="Records that look like datasets of ours"
        hideCaption
        rows={matches}
        rowKey={({ sourceId, slug }) => `${sourceId} ${slug}`}
        columns={[
          { header: "Ours", cell: (row) => <Link href={`/datasets/${row.slug}`}>{row.title}</Link> },
          {
            header: "Imported",
            cell: (row) => <Link href={`/datasets/${row.imported.slug}`}>{row.imported.title}</Link>,
          },
          { header: "Why", cell: (row) => row.because },
          ...(mayDecide
            ? [{ header: "Decision", cell: (row: (typeof matches)[number]) => <Decide match={row} /> }]
            : []),
        ]}
      />
    </section>
  );
}

const Decide = ({
  match: { source, sourceId, slug },
}: {
  match: { source: string; sourceId: string; slug: string };
}) => (
  <>
    <Form
      action={decideOnMatch}
      submit="The same"
      kind="secondary"
      fields={{ source, sourceId, slug, same: "yes" }}
    />
    <Form
      action={decideOnMatch}
      submit="Not the same"
      kind="secondary"
      fields={{ source, sourceId, slug, same: "no" }}
    />
  </>
);
