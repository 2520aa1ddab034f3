import { Facts } from "#app/_components/layout-parts.tsx";
import { Table } from "#app/_components/table.tsx";
import type { SignedContract } from "#server/licensing/contract/contract.ts";
import { contractPaper, type PaperPart, type Shown } from "#server/licensing/contract/paper.ts";

/** The contract as people read it: exactly what is signed, and what its PDF says, word for word. */
export function Contract({ contract, shown }: { contract: SignedContract; shown: Shown }) {
  const read = contractPaper(contract, shown);
  return (
    <article aria-label="Contract">
      <p>{read.lead}</p>
      <div className="grid gap-x-8 sm:grid-cols-2">
        {read.parties.map(({ title, lines }) => (
          <div key={title}>
            <h2 className="!mt-0 !text-[1.0625rem]">{title}</h2>
            <p className="whitespace-pre-line">{lines.join("\n")}</p>
          </div>
        ))}
      </div>
      {[...read.agreement, ...read.schedules, ...read.signatures, read.fingerprint].map((part) => (
        <Part key={part.heading} part={part} />
      ))}
    </article>
  );
}

const Part = ({ part: { heading, clauses, facts, table, note } }: { part: PaperPart }) => (
  <section>
    <h2>{heading}</h2>
    {clauses.map(({ number, text }) => (
      <p key={text} className="mb-2 break-words">
        {number && <span className="mr-1 text-ink-2">{number} </span>}
        {text}
      </p>
    ))}
    {facts.length > 0 && <Facts items={facts} />}
    {table && (
      <Table
        caption={heading}
        hideCaption
        rows={table.rows.map((cells, index) => ({ cells, index }))}
        rowKey={({ index }) => String(index)}
        columns={table.head.map((header, at) => ({
          header,
          amount: at > 1,
          total: table.total[at],
          cell: ({ cells }: { cells: readonly string[] }) => cells[at],
        }))}
      />
    )}
    {note && <p className="text-[0.9375rem] text-ink-2">{note}</p>}
  </section>
);
