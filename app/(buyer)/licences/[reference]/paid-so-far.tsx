import { Panel } from "#app/_components/layout-parts.tsx";
import { Money } from "#app/_components/money.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { sum } from "#server/lib/money.ts";

/** What came in on the documents of a licence, and what is open on them. */
export function PaidSoFar({ documents }: { documents: AppOutputs["billing"]["invoices"]["rows"] }) {
  const paid = sum(
    documents
      .filter(({ type }) => type !== "credit_note")
      .map(({ payablePence, outstandingPence }) => payablePence - outstandingPence),
  );
  const open = sum(documents.map(({ outstandingPence }) => outstandingPence));
  return (
    <Panel title="Paid so far">
      <p className="mb-0 text-[1.625rem] font-semibold">
        <Money pence={paid} />
      </p>
      <p className="mb-0 text-[0.9375rem]">
        {open > 0n ? (
          <>
            <Money pence={open} /> is open
          </>
        ) : (
          "Nothing is open"
        )}
        , VAT included
      </p>
    </Panel>
  );
}
