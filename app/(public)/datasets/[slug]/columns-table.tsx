import { Table } from "#app/_components/table.tsx";
import { identifierWords } from "#server/catalogue/dataset/columns-filter.ts";
import type { Dataset } from "./dataset.ts";

/** Columns of a data dictionary, and whether each says who somebody is. */
export const ColumnsTable = ({ rows, caption }: { rows: Dataset["columns"]["first"]; caption: string }) => (
  <Table
    caption={caption}
    hideCaption
    rows={rows}
    rowKey={({ position }) => String(position)}
    columns={[
      {
        header: "Column",
        cell: ({ name }) => <code className="font-sans font-semibold break-all">{name}</code>,
      },
      { header: "Table", cell: ({ table }) => table },
      { header: "Type", cell: ({ dataType }) => dataType },
      { header: "What it holds", cell: ({ description }) => description },
      { header: "Identifies", cell: ({ identifierClass }) => identifierWords[identifierClass] },
    ]}
  />
);
