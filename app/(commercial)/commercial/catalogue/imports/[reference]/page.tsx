import type { Metadata } from "next";
import Link from "next/link";
import { Facts, Figures, NextPage, Notice, PageTitle } from "#app/_components/layout-parts.tsx";
import { Day } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import { api } from "#app/_trpc/server.ts";
import { defectsPage, importInQuestion } from "#server/catalogue/import/import-form.ts";
import { Changes } from "./changes.tsx";

type Props = PageProps<"/commercial/catalogue/imports/[reference]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Import ${(await params).reference}` };
}

export default async function ImportedPage({ params, searchParams }: Props) {
  const { reference } = await params;
  const { done, from, field, after } = await searchParams;
  const one = await api.imports.byReference(importInQuestion.parse({ reference, after: from }));
  const asked = defectsPage.parse({ reference, field, after });
  const defects = await api.imports.defects(asked);
  const here = `/commercial/catalogue/imports/${reference}`;
  const found = Object.values(one.counts).reduce((total, count) => total + count, 0);
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/commercial/catalogue", label: "Catalogue" },
          { href: "/commercial/catalogue/imports", label: "Imports" },
        ]}
        title={`Import ${reference}`}
      />
      {done === "imported" && <Notice>The files are imported. {found} defects are reported below.</Notice>}
      <Figures
        items={[
          { label: "Read", value: one.read },
          { label: "New", value: one.created },
          { label: "Changed", value: one.updated },
          { label: "Unchanged", value: one.unchanged },
          { label: "Rejected", value: one.rejected },
        ]}
      />
      <Facts
        items={[
          ["On", <Day key="on" date={one.businessDate} />],
          ["By", one.madeByName],
          ["Source", one.source],
          ["Files", one.names.join(", ")],
          ["Columns read", one.columnsRead],
        ]}
      />
      {one.rejects.length > 0 && (
        <>
          <h2>Rejected records</h2>
          <Table
            caption="Rejected records, as they came"
            hideCaption
            rows={one.rejects}
            rowKey={({ position }) => String(position)}
            columns={[
              { header: "Place", cell: (row) => `${row.file}, line ${row.line}` },
              { header: "Why", cell: (row) => row.sentence },
              {
                header: "As it came",
                cell: (row) => (
                  <details>
                    <summary>Show the text</summary>
                    <pre className="max-h-60 overflow-auto break-all whitespace-pre-wrap">
                      {row.original.slice(0, 5000)}
                    </pre>
                  </details>
                ),
              },
            ]}
          />
        </>
      )}
      <Changes one={one} />
      <NextPage href={one.next && `${here}?from=${encodeURIComponent(one.next)}`} />
      {found > 0 && (
        <>
          <h2>Defects by field</h2>
          <p>
            <a href={`${here}/defects.csv`}>All defects as comma-separated values</a>
          </p>
          <Table
            caption="Defects by field"
            hideCaption
            rows={Object.entries(one.counts)}
            rowKey={([name]) => name}
            columns={[
              {
                header: "Field",
                cell: ([name]) => (
                  <Link className="break-all" href={`${here}?field=${encodeURIComponent(name)}#defects`}>
                    {name}
                  </Link>
                ),
              },
              { header: "Defects", amount: true, cell: ([, count]) => count },
            ]}
          />
          <h2 id="defects">{asked.field ? `Defects of ${asked.field}` : "Defects by record"}</h2>
          {asked.field && (
            <p>
              <Link href={`${here}#defects`}>Show every field</Link>
            </p>
          )}
          <Table
            caption="Defects by record"
            hideCaption
            rows={defects.rows}
            rowKey={({ position }) => String(position)}
            columns={[
              { header: "Record", cell: (row) => <span className="break-all">{row.record}</span> },
              { header: "Field", cell: (row) => <span className="break-all">{row.field}</span> },
              { header: "What", cell: (row) => row.sentence },
              { header: "As it came", cell: (row) => <span className="break-all">{row.value}</span> },
            ]}
          />
          <NextPage
            href={
              defects.next === null
                ? null
                : `${here}?after=${defects.next}${asked.field ? `&field=${encodeURIComponent(asked.field)}` : ""}#defects`
            }
          />
        </>
      )}
    </>
  );
}
