import Link from "next/link";
import { Table } from "#app/_components/table.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";

type Imported = AppOutputs["imports"]["byReference"];

/** What an import changed here, and what it did not touch although its source changed it. */
export const Changes = ({ one }: { one: Imported }) => (
  <>
    {one.changes.length > 0 && (
      <>
        <h2>What changed</h2>
        <Table
          caption="Datasets that this import wrote"
          hideCaption
          rows={one.changes}
          rowKey={({ slug }) => slug}
          columns={[
            {
              header: "Dataset",
              cell: (row) => (
                <Link className="[overflow-wrap:anywhere]" href={`/datasets/${row.slug}`}>
                  {row.title}
                </Link>
              ),
            },
            { header: "Version", amount: true, cell: (row) => row.number },
            { header: "Change", cell: (row) => <Change row={row} /> },
          ]}
        />
      </>
    )}
    {one.drafts.length > 0 && (
      <>
        <h2>Waiting as drafts</h2>
        <p>
          These wait for a second person: somebody had edited them here, or their terms would open commercial
          use.
        </p>
        <ul>
          {one.drafts.map(({ slug }) => (
            <li key={slug}>
              <Link href={`/datasets/${slug}`}>{slug}</Link>
            </li>
          ))}
        </ul>
      </>
    )}
    {one.atSource.length > 0 && (
      <>
        <h2>Changed at its source</h2>
        <p>We describe these ourselves; the record is kept and nothing here was changed.</p>
        <ul>
          {one.atSource.map(({ slug, title, sourceId }) => (
            <li key={sourceId}>
              <Link href={`/datasets/${slug}`}>{title}</Link>
            </li>
          ))}
        </ul>
      </>
    )}
  </>
);

const Change = ({ row: { differences, number } }: { row: Imported["changes"][number] }) =>
  number === 1 ? (
    "New"
  ) : (
    <details>
      <summary>{differences.length === 1 ? "1 field" : `${differences.length} fields`}</summary>
      <ul>
        {differences.map(({ field, label, before, after }) => (
          <li key={field} className="[overflow-wrap:anywhere]">
            <strong>{label}</strong>: <del>{before.slice(0, 1000) || "nothing"}</del> became{" "}
            <ins>{after.slice(0, 1000) || "nothing"}</ins>
          </li>
        ))}
      </ul>
    </details>
  );
