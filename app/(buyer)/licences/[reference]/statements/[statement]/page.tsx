import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ButtonLink } from "#app/_components/button.tsx";
import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { TextField, TickField } from "#app/_components/form.tsx";
import { Facts, Notice, PageTitle, Warning } from "#app/_components/layout-parts.tsx";
import { Money } from "#app/_components/money.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import { Workings } from "#app/_components/workings.tsx";
import { may } from "#app/_trpc/may.ts";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { addDays, civil, formatDate, londonDate, withDates } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";
import { attestations, currentAttestation } from "#server/licensing/statements/attestation.ts";
import { attest } from "../actions.ts";

export async function generateMetadata({
  params,
}: PageProps<"/licences/[reference]/statements/[statement]">): Promise<Metadata> {
  return { title: (await params).statement };
}

type Statement = AppOutputs["licensing"]["statement"];

const rowsOnPage = 100;

export default async function StatementPage({
  params,
  searchParams,
}: PageProps<"/licences/[reference]/statements/[statement]">) {
  const { reference, statement: number } = await params;
  const first = rowOf((await searchParams).row);
  const statement = await api.licensing.statement({ reference: number });
  if (statement.licence.reference !== reference) notFound();
  const person = await viewer();
  const period = `${formatDate(statement.periodFrom)} to ${formatDate(addDays(civil(statement.periodTo), -1))}`;
  return (
    <>
      <PageTitle
        crumbs={[
          { href: `/licences/${reference}`, label: statement.licence.title },
          { href: `/licences/${reference}/statements`, label: "Statements" },
        ]}
        title={`Statement ${statement.reference}`}
        status={<StatusTag tone={tones[statement.status]}>{statement.status}</StatusTag>}
        lead={period}
      />
      {statement.status === "refused" && (
        <Refused statement={statement} licence={reference} maySend={may(person, "facts.report")} />
      )}
      <div className="split">
        <div>
          {statement.sums && <Sums statement={statement} first={first} />}
          {statement.status === "draft" && <Consequence statement={statement} />}
          {statement.status === "draft" &&
            (may(person, "facts.attest") ? (
              <>
                <h2>Attest it</h2>
                <p>{attestations[currentAttestation]}</p>
                <ConfirmedForm
                  action={attest}
                  submit="Attest and send"
                  kind="commit"
                  fields={{ reference: statement.reference, licence: reference }}
                >
                  <TextField name="name" label="Your full name" autoComplete="name" />
                  <TextField name="role" label="Your role" hint="Like Finance Director" />
                  <TickField name="agree" label="I attest this statement" />
                </ConfirmedForm>
              </>
            ) : (
              <Notice>A signatory of your organisation attests it; then it counts.</Notice>
            ))}
        </div>
        <aside>
          <Facts
            items={[
              ["Period", period],
              ["Sent by", `${statement.madeByName}, ${formatDate(londonDate(statement.madeAt))}`],
              ["File", statement.fileName ?? "typed in"],
              [
                "SHA-256",
                <code key="hash" className="break-all text-sm">
                  {statement.fileHash}
                </code>,
              ],
              ...(statement.status === "attested"
                ? ([
                    ["Version", String(statement.version)],
                    ["Attested by", `${statement.attestedByName}, ${statement.attestedAs}`],
                    ["Attested on", formatDate(londonDate(statement.attestedAt!))],
                    ["Words attested", statement.attestationText],
                  ] as const)
                : []),
            ]}
          />
          {statement.sums && (
            <p>
              <a href={`/licences/${reference}/statements/${statement.reference}/statement.pdf`}>
                Statement as PDF
              </a>
            </p>
          )}
        </aside>
      </div>
    </>
  );
}

const tones = { draft: "wait", attested: "good", refused: "bad" } as const;

function Refused({
  statement,
  licence,
  maySend,
}: {
  statement: Statement;
  licence: string;
  maySend: boolean;
}) {
  return (
    <>
      <Warning>
        <strong>This statement cannot be taken.</strong> It is kept as it came; put right what is listed and
        send it again.
      </Warning>
      <Table
        caption={`${statement.faults.length} ${statement.faults.length === 1 ? "fault" : "faults"}`}
        rows={statement.faults.map((fault, index) => ({ ...fault, key: `${fault.line} ${index}` }))}
        rowKey={({ key }) => key}
        columns={[
          { header: "Line", cell: ({ line }) => (line === 0 ? "whole file" : String(line)) },
          { header: "What is wrong", cell: ({ sentence }) => withDates(sentence) },
        ]}
      />
      {maySend && (
        <p>
          <ButtonLink
            href={`/licences/${licence}/statements/new?component=${statement.component}&period=${statement.periodFrom}`}
          >
            Send it again
          </ButtonLink>
        </p>
      )}
    </>
  );
}

/** The number of a row as it stands in the address; a statement never changes, so its rows keep their numbers. */
const rowOf = (text: unknown) => (typeof text === "string" && /^\d{1,6}$/.test(text) ? Number(text) : 1);

function Sums({ statement, first: asked }: { statement: Statement; first: number }) {
  const { sums, claimedPence } = statement;
  if (!sums) return null;
  const { ours, table } = sums;
  const first = asked >= 1 && asked <= table.rows.length ? asked : 1;
  const shown = table.rows.slice(first - 1, first - 1 + rowsOnPage);
  const next = first + shown.length;
  return (
    <>
      <h2 className="!mt-0">{sums.title}</h2>
      <Workings kind={statement.kind} lines={sums.steps} total={sums.total} totalLabel={sums.totalLabel} />
      <Facts items={sums.figures.map(([label, pence]) => [label, <Money key={label} pence={pence} />])} />
      <Table
        caption={table.caption}
        rows={shown.map((cells, index) => ({ cells, key: String(index) }))}
        rowKey={({ key }) => key}
        empty={<p>{table.empty}</p>}
        columns={table.columns.map(({ header, amount }, at) => ({
          header,
          amount,
          cell: ({ cells }: { cells: readonly (string | bigint)[] }) => <Cell says={cells[at]!} />,
        }))}
      />
      {table.rows.length > rowsOnPage && (
        <p>
          Rows {first} to {next - 1} of {table.rows.length.toLocaleString("en-GB")}.{" "}
          {next <= table.rows.length && <Link href={`?row=${next}`}>The next {rowsOnPage}</Link>}
        </p>
      )}
      {claimedPence !== null &&
        (claimedPence === ours ? (
          <Notice>You calculated {pounds(claimedPence)}: the same as our sum.</Notice>
        ) : (
          <Warning>
            You calculated {pounds(claimedPence)}; our sum is {pounds(ours)}. The difference is{" "}
            {pounds(claimedPence > ours ? claimedPence - ours : ours - claimedPence)}. The agreed rules above
            decide.
          </Warning>
        ))}
    </>
  );
}

const Cell = ({ says }: { says: string | bigint }) =>
  typeof says === "bigint" ? <Money pence={says} /> : withDates(says);

/** What follows if it is attested today, by the engine that will bill it. */
function Consequence({ statement }: { statement: Statement }) {
  return (
    <>
      <h2>What follows when it is attested</h2>
      {statement.before > 0 && (
        <p>
          It restates the period: version {statement.before} stands now. Only the difference is billed or
          credited.
        </p>
      )}
      {statement.wouldBill.length === 0 ? (
        <p>Nothing is billed today.</p>
      ) : (
        <ul>
          {statement.wouldBill.map((document) => (
            <li key={document.lines.map(({ key }) => key).join()}>
              {titles[document.type]} of {pounds(document.net)} and VAT {pounds(document.vat)}
              {document.due ? `, due ${formatDate(document.due)}` : ""}:{" "}
              {document.lines.map(({ lines }) => lines[0]!.description).join(", ")}
            </li>
          ))}
        </ul>
      )}
      <p>
        <Link href={`/licences/${statement.licence.reference}/statements`}>All statements</Link>
      </p>
    </>
  );
}

const titles = {
  invoice: "An invoice",
  credit_note: "A credit note",
  debit_note: "A debit note",
  barter_invoice: "An invoice in kind",
} as const;
