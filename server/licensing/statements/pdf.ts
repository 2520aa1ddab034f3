import { modelOf } from "#server/commercial-models/index.ts";
import { addDays, civil, formatDate, londonDate, withDates } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";
import { newPaper } from "#server/pdf/layout.ts";
import type { readStatement } from "./store.ts";

type Statement = Awaited<ReturnType<typeof readStatement>>;

/** A statement as it was attested (or waits to be), with our sum and its workings. */
export function statementPdf(statement: Statement): Promise<Uint8Array<ArrayBuffer>> {
  const { reference, licence, sums } = statement;
  const title = `${modelOf(statement.kind).statement!.title} statement ${reference}`;
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
  if (sums) printSums(paper, sums);
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

type Sums = NonNullable<Statement["sums"]>;

/** Our own sum with its steps, and what it was made of. */
function printSums(
  paper: ReturnType<typeof newPaper>,
  { title, steps, total, totalLabel, table, figures }: Sums,
) {
  paper.section(title);
  paper.table(
    [
      { header: "Step", width: paper.width - 110 },
      { header: "Amount", width: 110, amount: true },
    ],
    steps.map(({ description, workings, net }) => [
      { text: description, note: withDates(workings) },
      pounds(net),
    ]),
    [[`${totalLabel}, without VAT`, pounds(total)]],
  );
  paper.section(table.caption);
  const amounts = table.columns.filter(({ amount }) => amount).length;
  const texts = table.columns.length - amounts;
  paper.table(
    table.columns.map(({ header, amount }) =>
      amount ? { header, width: 90, amount } : { header, width: (paper.width - 90 * amounts) / texts },
    ),
    table.rows.map((row) => row.map((cell) => (typeof cell === "bigint" ? pounds(cell) : withDates(cell)))),
  );
  paper.facts(figures.map(([label, amount]) => [label, pounds(amount)]));
}
