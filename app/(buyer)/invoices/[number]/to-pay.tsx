import { Facts, Panel } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { formatDate, withDates } from "#server/lib/dates.ts";

type Invoice = AppOutputs["billing"]["byNumber"];

/** What is still to be paid, by when and whereto. */
export function ToPay({ invoice }: { invoice: Invoice }) {
  const seller = invoice.seller as Record<string, string>;
  return (
    <Panel title="To pay">
      <p className="mb-2 text-[1.625rem] font-semibold">
        <Money pence={invoice.outstandingPence} />
      </p>
      {invoice.payablePence === 0n && <p className="mb-0">It is paid in kind; no money is due.</p>}
      {invoice.payablePence > 0n && invoice.outstandingPence === 0n && (
        <p className="mb-0">It is settled; nothing is to be paid.</p>
      )}
      {invoice.outstandingPence > 0n && (
        <Facts
          items={[
            ["By", <Day key="due" date={invoice.dueOn} />],
            [
              "Reference",
              <span key="reference" className="font-mono">
                {invoice.paymentReference}
              </span>,
            ],
            ["Bank", seller.bankName],
            ["Sort code", seller.sortCode],
            ["Account", seller.accountNumber],
          ]}
        />
      )}
    </Panel>
  );
}

/** What the law adds while it is late, with how it is calculated; not billed yet, and on top of the invoice. */
export function Late({ late, today }: { late: NonNullable<Invoice["late"]>; today: string }) {
  return (
    <Panel title="Late: the law adds to it">
      <p className="mb-2 text-[1.25rem] font-semibold">
        <Money pence={late.interestPence + late.fixedPence} />
      </p>
      <dl className="mb-2">
        {late.lines.map(({ description, net, workings }) => (
          <div key={`${description} ${workings}`} className="flex justify-between gap-4 py-1">
            <dt>
              {description}
              <span className="block text-[0.9375rem] text-ink-2">{withDates(workings)}</span>
            </dt>
            <dd className="amount">
              <Money pence={net} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="mb-0 text-[0.9375rem] text-ink-2">
        If it were paid on {formatDate(today)}. On top of the invoice, and not billed yet.
      </p>
    </Panel>
  );
}

/** Who billed whom, and when, as the law wants it on a document. */
export function Particulars({ invoice }: { invoice: Invoice }) {
  const seller = invoice.seller as Record<string, string>;
  const buyer = invoice.buyer as Record<string, string | null>;
  return (
    <Facts
      items={[
        ["Issued", <Day key="issued" date={invoice.issuedOn} />],
        ["Tax point", <Day key="tax" date={invoice.taxPoint} />],
        ["Purchase order", invoice.purchaseOrder ?? "none"],
        ["From", `${seller.name}, ${seller.address?.replaceAll("\n", ", ")}`],
        ["VAT number", seller.vatNumber],
        ["To", `${buyer.name}, ${buyer.address?.replaceAll("\n", ", ")}`],
        ["Their VAT number", buyer.vatNumber ?? "not given"],
        ["Issued by", invoice.issuedBy],
      ]}
    />
  );
}
