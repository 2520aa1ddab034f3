import type { ReactNode } from "react";

export type Column<Row> = {
  header: string;
  cell: (row: Row) => ReactNode;
  /** Right-aligned, for money and counts. */
  amount?: boolean;
  /** What stands in the last row. */
  total?: ReactNode;
};

/**
 * A plain table with a caption. The first cell of a row is its heading. On a narrow screen rows are stacked and every
 * value keeps its label.
 */
export function Table<Row>({
  caption,
  hideCaption = false,
  columns,
  rows,
  rowKey,
  empty,
}: {
  caption: string;
  hideCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  empty?: ReactNode;
}) {
  if (rows.length === 0 && empty) return <>{empty}</>;
  const hasTotal = columns.some(({ total }) => total !== undefined);
  return (
    <table className="stacked">
      <caption className={hideCaption ? "sr-only" : undefined}>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ header, amount }) => (
            <th key={header} scope="col" className={amount ? "amount" : undefined}>
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map(({ header, cell, amount }, index) =>
              index === 0 ? (
                <th key={header} scope="row">
                  {cell(row)}
                </th>
              ) : (
                <td key={header} className={amount ? "amount" : undefined}>
                  <span className="stacked-label">{header}</span>
                  <span>{cell(row)}</span>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
      {hasTotal && (
        <tfoot>
          <tr>
            {columns.map(({ header, total, amount }) => (
              <td key={header} className={`font-semibold ${amount ? "amount" : ""}`}>
                <span className="stacked-label">{header}</span>
                <span>{total}</span>
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  );
}
