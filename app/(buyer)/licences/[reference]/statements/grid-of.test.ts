import fc from "fast-check";
import { expect, test } from "vitest";
import { gridOf, pastedInto, textOf } from "./grid-of.ts";

const known = ["month", "product", "gross", "returns"];
const begun = {
  columns: ["month", "product", "gross"],
  rows: [{ month: "2026-07", product: "", gross: "" }],
};

test("rows pasted from a spreadsheet fill the table to the right and down, and add what rows are missing", () => {
  const copied = "2026-07\tAspirin\t£1,234.56\r\n2026-08\tAspirin\t-2,000.00\r\n";
  expect(pastedInto(begun, { row: 0, column: 0 }, copied)?.rows).toEqual([
    { month: "2026-07", product: "Aspirin", gross: "1234.56" },
    { month: "2026-08", product: "Aspirin", gross: "-2000.00" },
  ]);
});

test("from a cell in the middle nothing to the left or above changes, and what runs over the edge is left out", () => {
  expect(pastedInto(begun, { row: 0, column: 2 }, "10\t20\n30\t40")?.rows).toEqual([
    { month: "2026-07", product: "", gross: "10" },
    { gross: "30" },
  ]);
});

test("one cell pastes itself", () => {
  expect(pastedInto(begun, { row: 0, column: 0 }, "2026-07")).toBeNull();
});

test("a text with a column that the statement does not have, or that cannot be read, is no table", () => {
  expect(gridOf("month,constructor\n2026-07,1", known)).toBeNull();
  expect(gridOf('month\n"2026-07', known)).toBeNull();
  expect(gridOf("", known)).toBeNull();
  expect(gridOf(`month\n${"2026-07\n".repeat(201)}`, known)).toBeNull();
});

test("a table as text is the same table again, whatever stands in its cells", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "1", ",", '"', ".", "é", "-") });
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 20 }), (cells) => {
      const rows = cells.map(([product, gross]) => ({ month: "2026-07", product, gross }));
      const said = rows.filter(({ product, gross }) => product !== "" || gross !== "");
      expect(gridOf(textOf({ columns: begun.columns, rows }), known)).toEqual({
        columns: begun.columns,
        rows: said,
      });
    }),
  );
});
