import { addDays, civil, formatDate, londonDate, withDates } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";
import { newPaper } from "#server/pdf/layout.ts";
import type { readStatement } from "./store.ts";

type Statement = Awaited<ReturnType<typeof readStatement>>;

/** A statement as it was attested (or waits to be), with our sum and its workings. */
export function statementPdf(statement: Statement): Promise<Uint8Array<ArrayBuffer>> {
  const { reference, licence, sums } = statement;
  const title = `${statement.fact === "reported" ? "Royalty" : "Profit"} statement ${reference}`;
  const paper = newPaper({
    title,
    date: londonDate(statement.attestedAt ?? statement.madeAt),
    footer: `${title} · ${licence.reference}`,
  });
  paper.title(title);
  paper.facts([
    ["Licence", `${licence.reference}, ${licence.title}`],
    [
      "Period",
      `${formatDate(statement.periodFrom)} to ${formatDate(addDays(civil(statement.periodTo), -1))}`,
    ],
    ["State", statement.status],
    ["Sent by", statement.madeByName],
    ...(statement.version === null ? [] : [["Version", String(statement.version)] as const]),
  ]);
  if (sums?.kind === "royalty") {
    paper.section("What the quarter earned");
    paper.table(
      [
        { header: "Step", width: paper.width - 110 },
        { header: "Amount", width: 110, amount: true },
      ],
      sums.quarter.steps.map(({ description, workings, net }) => [
        { text: description, note: withDates(workings) },
        pounds(net),
      ]),
      [["Payable for the quarter, without VAT", pounds(sums.quarter.payable)]],
    );
    paper.section("Rows in pounds");
    paper.table(
      [
        { header: "Month", width: 60 },
        { header: "Product and country", width: paper.width - 330 },
        { header: "Rate", width: 90 },
        { header: "Gross", width: 90, amount: true },
        { header: "Deductions", width: 90, amount: true },
      ],
      sums.rows.map((row) => [
        row.on.slice(0, 7),
        [row.product || "all", row.country].filter(Boolean).join(", "),
        row.fx ? `${row.currency} × ${row.fx}` : "GBP",
        pounds(row.gross),
        pounds(row.deductions),
      ]),
    );
  }
  if (sums?.kind === "profit_share") {
    paper.section("What the year’s share is");
    paper.table(
      [
        { header: "Step", width: paper.width - 110 },
        { header: "Amount", width: 110, amount: true },
      ],
      sums.year.steps.map(({ description, workings, net }) => [
        { text: description, note: withDates(workings) },
        pounds(net),
      ]),
      [["Share of the year, without VAT", pounds(sums.year.share)]],
    );
    paper.facts([
      ...sums.year.costs.map(
        ({ name, claimed, allowed }) =>
          [`Cost: ${name}`, `${pounds(allowed)} of ${pounds(claimed)} claimed`] as const,
      ),
      ["Losses brought forward", pounds(sums.year.losses.opening)],
      ["Losses carried forward", pounds(sums.year.losses.closing)],
    ]);
  }
  if (statement.attestedByName) {
    paper.section("Attestation");
    paper.paragraph(statement.attestationText ?? "");
    paper.facts([
      ["Attested by", `${statement.attestedByName}, ${statement.attestedAs}`],
      ["On", statement.attestedAt!.toISOString()],
      ["SHA-256 of what was sent", statement.fileHash ?? ""],
    ]);
  }
  return paper.finish();
}
