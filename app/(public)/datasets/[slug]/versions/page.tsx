import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { EmptyState, Facts, PageTitle } from "#app/_components/layout-parts.tsx";
import { Table } from "#app/_components/table.tsx";
import { api } from "#app/_trpc/server.ts";
import { VersionTable } from "../versions-section.tsx";

export const metadata: Metadata = { title: "Versions" };

const number = z.coerce.number().int().min(1).max(1_000_000).optional().catch(undefined);
const asked = z.object({ from: number, to: number, show: number });

export default async function VersionsPage({ params, searchParams }: PageProps<"/datasets/[slug]/versions">) {
  const { slug } = await params;
  const { title, versions, compared, shown } = await api.catalogue.versions({
    slug,
    ...asked.parse(await searchParams),
  });
  const numbers = versions.map((version) => version.number);
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/catalogue", label: "Catalogue" },
          { href: `/datasets/${slug}`, label: title },
        ]}
        title="How did its description change?"
        lead="Every version is kept as it was published. Nobody publishes their own edit."
      />
      <VersionTable rows={versions} slug={slug} />
      <h2 id="difference">Difference between two versions</h2>
      {compared === null ? (
        <EmptyState title="There is one version only">
          What changes with the next one will be shown here, field by field.
        </EmptyState>
      ) : (
        <>
          <form action={`/datasets/${slug}/versions`} className="mb-4 flex flex-wrap items-end gap-3">
            <Choice name="from" label="From" numbers={numbers} value={compared.from} />
            <Choice name="to" label="To" numbers={numbers} value={compared.to} />
            <button type="submit" className="button button-secondary">
              Compare
            </button>
          </form>
          <Table
            caption={`From version ${compared.from} to version ${compared.to}`}
            rows={compared.differences}
            rowKey={({ field }) => field}
            empty={<p>The two say the same.</p>}
            columns={[
              { header: "What", cell: ({ label }) => label },
              {
                header: `Version ${compared.from}`,
                cell: ({ before }) => <span className="break-words">{before || "nothing"}</span>,
              },
              {
                header: `Version ${compared.to}`,
                cell: ({ after }) => <span className="break-words">{after || "nothing"}</span>,
              },
            ]}
          />
        </>
      )}
      {shown && (
        <section aria-labelledby="whole">
          <h2 id="whole">Version {shown.number}, whole</h2>
          <Facts items={shown.fields.map(({ label, value }) => [label, value])} />
          <p className="no-print">
            <Link href={`/datasets/${slug}/versions`}>Close it</Link>
          </p>
        </section>
      )}
    </>
  );
}

const Choice = ({
  name,
  label,
  numbers,
  value,
}: {
  name: string;
  label: string;
  numbers: readonly number[];
  value: number;
}) => (
  <div>
    <label htmlFor={name} className="mb-1 block font-semibold">
      {label}
    </label>
    <select id={name} name={name} defaultValue={value} className="!w-auto">
      {numbers.map((each) => (
        <option key={each} value={each}>
          Version {each}
        </option>
      ))}
    </select>
  </div>
);
