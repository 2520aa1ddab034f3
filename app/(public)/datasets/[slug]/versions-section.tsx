import Link from "next/link";
import { Day } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import type { Dataset } from "./dataset.ts";

/** The last versions of its description; all of them, and what changed, one click away. */
export const Versions = ({ dataset }: { dataset: Dataset }) => (
  <section aria-labelledby="versions">
    <h2 id="versions">How did its description change?</h2>
    <VersionTable rows={dataset.versions} />
    <p className="no-print">
      {dataset.version && `Its source counts this as version ${dataset.version}. `}
      <Link href={`/datasets/${dataset.slug}/versions`}>All versions, and what changed between any two</Link>
    </p>
  </section>
);

export const VersionTable = ({
  rows,
  slug,
}: {
  rows: Dataset["versions"];
  /** Where each version can be read whole. */
  slug?: string;
}) => (
  <Table
    caption="Versions of the description"
    hideCaption
    rows={rows}
    rowKey={({ number }) => String(number)}
    columns={[
      {
        header: "Version",
        cell: ({ number }) =>
          slug ? (
            <Link href={`/datasets/${slug}/versions?show=${number}#whole`}>Version {number}</Link>
          ) : (
            `Version ${number}`
          ),
      },
      { header: "Published", cell: ({ publishedOn }) => <Day date={publishedOn} /> },
      { header: "What changed", cell: ({ note }) => note },
      { header: "Written by", cell: ({ madeByName }) => madeByName },
      {
        header: "Approved by",
        cell: ({ approvedByName }) => approvedByName ?? "as its custodian published it",
      },
    ]}
  />
);
