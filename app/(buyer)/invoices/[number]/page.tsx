import type { Metadata } from "next";
import Link from "next/link";
import { Form, MoneyField, RadioField, TextArea } from "#app/_components/form.tsx";
import { PaidTag, typeWords } from "#app/_components/invoice-table.tsx";
import { Facts, Notice, PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import { Workings } from "#app/_components/workings.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { installation, viewer } from "#app/_trpc/viewer.ts";
import { reviveSteps } from "#server/commercial-models/engine/stored.ts";
import { percent } from "#server/lib/money.ts";
import { proposeCredit } from "./actions.ts";
import { vatNote } from "./vat-note.ts";

export async function generateMetadata({ params }: PageProps<"/invoices/[number]">): Promise<Metadata> {
  return { title: (await params).number };
}

export default async function InvoicePage({ params, searchParams }: PageProps<"/invoices/[number]">) {
  const document = await api.billing.byNumber(await params);
  const { businessDate } = await installation();
  const person = await viewer();
  const isNhs = person?.organisation.side === "nhs";
  const maySettle = may(person, "credit.propose") && document.type !== "credit_note";
  const seller = document.seller as Record<string, string>;
  const buyer = document.buyer as Record<string, string | null>;
  return (
    <>
      <PageTitle
        crumbs={[{ href: isNhs ? "/finance/invoices" : "/invoices", label: "Invoices" }]}
        title={`${typeWords[document.type]} ${document.number}`}
        status={<PaidTag row={document} today={businessDate} />}
        lead={
          <>
            For <Link href={`/licences/${document.licence.reference}`}>{document.licence.title}</Link>
            {document.corrects && (
              <>
                , corrects <Link href={`/invoices/${document.corrects}`}>{document.corrects}</Link>
              </>
            )}
          </>
        }
      />
      {(await searchParams).done === "credit-proposed" && (
        <Notice>The credit is proposed. Another finance officer decides.</Notice>
      )}
      <div className="actions">
        <a href={`/invoices/${document.number}/pdf`} className="button button-secondary">
          Download as PDF
        </a>
      </div>
      <div className="split">
        <div>
          <h2 className="!mt-0">What is charged, and why</h2>
          {document.lines.map((line) => (
            <div key={line.id}>
              <p className="mb-1 text-ink-2">
                <Day date={line.serviceFrom} /> to <Day date={line.serviceTo} />
              </p>
              <Workings
                kind={line.kind}
                lines={reviveSteps(line.parts)}
                total={line.netPence}
                totalLabel="Without VAT"
              />
            </div>
          ))}
          <dl>
            <dt>Net</dt>
            <dd className="amount">
              <Money pence={document.netPence} />
            </dd>
            <dt>
              VAT {document.vatCategory}, {percent(document.vatRateBp)}
            </dt>
            <dd className="amount">
              <Money pence={document.vatPence} />
            </dd>
            <dt>
              <strong>Total</strong>
            </dt>
            <dd className="amount">
              <strong>
                <Money pence={document.grossPence} />
              </strong>
            </dd>
            {document.payablePence !== document.grossPence && (
              <>
                <dt>Payable in cash</dt>
                <dd className="amount">
                  <Money pence={document.payablePence} />
                </dd>
              </>
            )}
          </dl>
          {vatNote(document) && <p>{vatNote(document)}</p>}
          {document.creditNotes.length > 0 && (
            <>
              <h2>Credit notes</h2>
              <ul>
                {document.creditNotes.map(({ number, grossPence, issuedOn }) => (
                  <li key={number}>
                    <Link href={`/invoices/${number}`}>{number}</Link>, <Money pence={grossPence} />,{" "}
                    <Day date={issuedOn} />
                  </li>
                ))}
              </ul>
            </>
          )}
          <h2>Paid</h2>
          <Table
            caption="What was laid to this document"
            hideCaption
            rows={document.allocations}
            rowKey={(row) => `${row.receipt}${row.allocatedOn}${row.amountPence}`}
            empty={<p>Nothing yet.</p>}
            columns={[
              { header: "Laid to it", cell: (row) => <Day date={row.allocatedOn} /> },
              {
                header: "Receipt",
                cell: (row) =>
                  isNhs && row.receipt ? (
                    <Link href={`/finance/receipts/${row.receipt}`}>{row.receipt}</Link>
                  ) : (
                    (row.receipt ?? "bank transfer")
                  ),
              },
              { header: "Amount", amount: true, cell: (row) => <Money pence={row.amountPence} /> },
            ]}
          />
          {maySettle && (
            <details>
              <summary>Propose a credit note</summary>
              <Form
                action={proposeCredit}
                submit="Propose the credit"
                kind="danger"
                fields={{ document: document.number }}
              >
                <RadioField
                  name="key"
                  label="Which line?"
                  value={document.lines.length === 1 ? document.lines[0]!.key : undefined}
                  options={document.lines.map(({ key, parts }) => ({
                    value: key,
                    label: `${reviveSteps(parts)[0]?.description ?? key} (${key})`,
                  }))}
                />
                <MoneyField
                  name="net"
                  label="How much, without VAT?"
                  hint="Leave it empty to credit the whole line"
                />
                <TextArea name="reason" label="Why?" hint="It stands on the credit note" />
              </Form>
            </details>
          )}
        </div>
        <aside>
          <Panel title="To pay">
            <p className="mb-2 text-[1.625rem] font-semibold">
              <Money pence={document.outstandingPence} />
            </p>
            {document.payablePence > 0n && document.type !== "credit_note" && (
              <Facts
                items={[
                  ["By", <Day key="due" date={document.dueOn} />],
                  [
                    "Reference",
                    <span key="reference" className="font-mono">
                      {document.paymentReference}
                    </span>,
                  ],
                  ["Bank", seller.bankName],
                  ["Sort code", seller.sortCode],
                  ["Account", seller.accountNumber],
                ]}
              />
            )}
          </Panel>
          <Facts
            items={[
              ["Issued", <Day key="issued" date={document.issuedOn} />],
              ["Tax point", <Day key="tax" date={document.taxPoint} />],
              ["Purchase order", document.purchaseOrder ?? "none"],
              ["From", `${seller.name}, ${seller.address?.replaceAll("\n", ", ")}`],
              ["VAT number", seller.vatNumber],
              ["To", `${buyer.name}, ${buyer.address?.replaceAll("\n", ", ")}`],
              ["Their VAT number", buyer.vatNumber ?? "not given"],
              ["Issued by", document.issuedBy],
            ]}
          />
        </aside>
      </div>
    </>
  );
}
