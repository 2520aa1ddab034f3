import { EmptyState } from "#app/_components/layout-parts.tsx";
import { ModelBadge } from "#app/_components/nine.tsx";
import { Table } from "#app/_components/table.tsx";
import { customerKinds } from "#server/access/customer-kind.ts";
import type { Difference } from "#server/pricing/list-rules.ts";
import { parameterName, valueInWords } from "./words.ts";

/** What one list says otherwise than another, a value a row. */
export const DifferenceTable = ({ caption, rows }: { caption: string; rows: readonly Difference[] }) => (
  <Table
    caption={caption}
    rows={rows}
    rowKey={({ kind, customer, path }) => `${kind} ${customer} ${path}`}
    empty={<EmptyState title={`${caption}: nothing`} />}
    columns={[
      { header: "Model", cell: ({ kind }) => <ModelBadge kind={kind} /> },
      { header: "For", cell: ({ customer }) => customerKinds[customer] },
      { header: "What", cell: ({ path }) => parameterName(path) },
      { header: "Before", cell: ({ kind, path, before }) => valueInWords(kind, path, before) },
      { header: "After", cell: ({ kind, path, after }) => valueInWords(kind, path, after) },
    ]}
  />
);
