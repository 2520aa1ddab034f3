import Link from "next/link";
import { Day } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import type { Dataset } from "./dataset.ts";
import { TextOrLink } from "./text-or-link.tsx";

/** With which datasets it can be linked, over which days, and what stands against it. */
export function Linkage({ dataset: { links, details } }: { dataset: Dataset }) {
  return (
    <section aria-labelledby="linkage">
      <h2 id="linkage">What can it be linked with?</h2>
      <Table
        caption="Datasets that it can be linked with"
        hideCaption
        rows={links}
        rowKey={({ slug }) => slug}
        empty={<p>No link to another dataset of this catalogue is on record.</p>}
        columns={[
          {
            header: "Dataset",
            cell: ({ slug, title }) => <Link href={`/datasets/${slug}`}>{title}</Link>,
          },
          { header: "By", cell: ({ by }) => by },
          {
            header: "Both cover",
            cell: ({ overlap }) =>
              overlap ? (
                <>
                  <Day date={overlap.from} /> to <Day date={overlap.to} />
                </>
              ) : (
                "No day, as far as is stated"
              ),
          },
          {
            header: "What stands against it",
            cell: ({ bars }) => (bars.length ? bars.join(" ") : "Nothing in the terms of either"),
          },
        ]}
      />
      {details.linkedNames.length > 0 && (
        <>
          <h3>As its source names them</h3>
          <ul>
            {details.linkedNames.map((name) => (
              <li key={name}>
                <TextOrLink text={name} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
