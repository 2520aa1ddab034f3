import { EmptyState } from "#app/_components/layout-parts.tsx";
import { Day } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { checks, evidenceKinds, proofs } from "#server/billing/vat/words.ts";

/** Everything that was seen of a customer, the latest first: what, by whom, when, and what it shows. */
export const EvidenceTable = ({ evidence }: { evidence: AppOutputs["billing"]["vatOf"]["evidence"] }) => (
  <Table
    caption="Evidence, the latest first"
    rows={evidence}
    rowKey={({ id }) => id}
    empty={<EmptyState title="Nothing was seen yet" />}
    columns={[
      { header: "Seen on", cell: ({ recordedOn }) => <Day date={recordedOn} /> },
      { header: "By", cell: ({ recordedByName }) => recordedByName },
      {
        header: "What",
        cell: ({ kind, seen }) => (
          <>
            {evidenceKinds[kind]}
            {seen && (
              <>
                <br />
                <span className="text-ink-2">{seen}</span>
              </>
            )}
          </>
        ),
      },
      {
        header: "Number",
        cell: ({ number, numberCheck }) =>
          number && numberCheck ? (
            <>
              {number}
              <br />
              <span className="text-ink-2">{checks[numberCheck]}</span>
            </>
          ) : (
            "–"
          ),
      },
      {
        header: "Shows",
        cell: ({ proves, holdsFrom }) =>
          proves === null ? (
            "not looked at yet"
          ) : (
            <>
              {proofs[proves]}
              {holdsFrom && (
                <>
                  , from <Day date={holdsFrom} />
                </>
              )}
            </>
          ),
      },
    ]}
  />
);
