import { newPaper } from "#server/pdf/layout.ts";
import type { SignedContract } from "./contract.ts";
import { contractPaper, type PaperPart, type Shown } from "./paper.ts";

/** The contract on paper: everything that is signed, with the evidence of each signature and the fingerprint. */
export function contractPdf(contract: SignedContract, shown: Shown): Promise<Uint8Array<ArrayBuffer>> {
  const read = contractPaper(contract, shown);
  const paper = newPaper({
    title: `${read.name}: ${read.title}`,
    date: read.date,
    footer: `${read.name} · contract ${shown.hash.slice(0, 16)}`,
  });
  const write = ({ heading, clauses, facts, table, note }: PaperPart) => {
    paper.section(heading);
    for (const { number, text } of clauses) paper.paragraph(number ? `${number} ${text}` : text);
    if (facts.length > 0) paper.facts(facts);
    if (table) paper.table(columnsOf(table.head, paper.width), table.rows, [table.total]);
    if (note) paper.paragraph(note, { quiet: true });
  };

  paper.title(read.title);
  paper.paragraph(read.lead);
  paper.blocks(read.parties);
  for (const part of [...read.agreement, ...read.schedules]) write(part);
  for (const part of read.signatures) {
    paper.keep(140);
    write(part);
  }
  write(read.fingerprint);
  return paper.finish();
}

/** A day, what it is for, and amounts. */
const columnsOf = (head: readonly string[], width: number) => {
  const amounts = head.length - 2;
  return head.map((header, index) => ({
    header,
    width: index === 0 ? 92 : index === 1 ? width - 92 - amounts * 76 : 76,
    amount: index > 1,
  }));
};
