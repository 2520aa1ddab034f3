"use client";
import { capitalised } from "#server/lib/words.ts";
import { type Grid, pastedInto } from "./grid-of.ts";

/** Rows of a statement as a table: typed, pasted from a spreadsheet, added and taken away. It has no field of its own. */
export function RowsGrid({
  grid,
  optional,
  onChange,
}: {
  grid: Grid;
  optional: readonly string[];
  onChange: (grid: Grid) => void;
}) {
  const { columns, rows } = grid;
  const left = optional.filter((name) => !columns.includes(name));
  const setCell = (at: number, name: string, text: string) =>
    onChange({ columns, rows: rows.map((row, index) => (index === at ? { ...row, [name]: text } : row)) });
  return (
    <section className="relative mb-3 overflow-x-auto" aria-label="Rows of the statement">
      <table className="mb-2">
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {columnWords(name)}
              </th>
            ))}
            <th scope="col">
              <span className="sr-only">Take the row away</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // Rows have no name: their place is what tells them apart.
            <tr key={at}>
              {columns.map((name, column) => (
                <td key={name} className="!px-0.5 !py-0.5">
                  <input
                    aria-label={`${columnWords(name)}, row ${at + 1}`}
                    value={row[name] ?? ""}
                    className="!min-w-28"
                    onChange={({ target }) => setCell(at, name, target.value)}
                    onPaste={(event) => {
                      const after = pastedInto(
                        grid,
                        { row: at, column },
                        event.clipboardData.getData("text"),
                      );
                      if (!after) return;
                      event.preventDefault();
                      onChange(after);
                    }}
                  />
                </td>
              ))}
              <td className="!py-0.5 align-middle">
                <button
                  type="button"
                  className="link-button"
                  onClick={() => onChange({ columns, rows: rows.filter((_, index) => index !== at) })}
                >
                  Take away<span className="sr-only"> row {at + 1}</span>
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mb-2 flex flex-wrap items-center gap-x-6 gap-y-1">
        <button
          type="button"
          className="link-button"
          onClick={() => onChange({ columns, rows: [...rows, {}] })}
        >
          Add a row
        </button>
        {left.length > 0 && (
          <label className="flex items-center gap-2">
            Add a column
            <select
              value=""
              className="!w-auto"
              onChange={({ target }) => onChange({ columns: [...columns, target.value], rows })}
            >
              <option value="">Choose</option>
              {left.map((name) => (
                <option key={name} value={name}>
                  {columnWords(name)}
                </option>
              ))}
            </select>
          </label>
        )}
      </p>
    </section>
  );
}

const words: Readonly<Record<string, string>> = { fx: "Pounds for one unit" };
const columnWords = (name: string) => words[name] ?? capitalised(name.replaceAll("_", " "));
