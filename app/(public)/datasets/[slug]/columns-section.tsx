import Link from "next/link";
import { mayTry } from "#app/_trpc/may.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { ColumnsTable } from "./columns-table.tsx";
import type { Dataset } from "./dataset.ts";

/** The beginning of the data dictionary, and the way to all of it. */
export async function Columns({ dataset: { slug, columns } }: { dataset: Dataset }) {
  return (
    <section aria-labelledby="columns">
      <h2 id="columns">Which columns does it have?</h2>
      {columns.count === 0 ? (
        <p>
          No data dictionary is on record.
          {mayTry(await viewer(), "enquiry.ask") && (
            <>
              {" "}
              <Link href={`/datasets/${slug}/enquiry`}>Ask the custodian for it</Link>.
            </>
          )}
        </p>
      ) : (
        <>
          <p>
            {columns.count > columns.first.length
              ? `The first ${columns.first.length} of ${columns.count.toLocaleString("en-GB")} columns. `
              : `${columns.count} ${columns.count === 1 ? "column" : "columns"}. `}
            <Link href={`/datasets/${slug}/columns`}>Search the data dictionary</Link> or{" "}
            <a href={`/datasets/${slug}/columns.csv`}>download it as CSV</a>.
          </p>
          <details className="!max-w-none" open>
            <summary>Columns</summary>
            <ColumnsTable rows={columns.first} caption="Columns of this dataset" />
          </details>
        </>
      )}
    </section>
  );
}
