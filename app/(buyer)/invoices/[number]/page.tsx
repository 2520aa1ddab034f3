import type { Metadata } from "next";
import Link from "next/link";
import { PaidTag, typeWords } from "#app/_components/invoice-table.tsx";
import { Notice, PageTitle } from "#app/_components/layout-parts.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { installation, viewer } from "#app/_trpc/viewer.ts";
import { Charged, HowItStands, Totals } from "./charged.tsx";
import { CreditNotes, Paid } from "./paid.tsx";
import { ProposeCredit } from "./propose-credit.tsx";
import { Credited } from "./refund.tsx";
import { Late, Particulars, ToPay } from "./to-pay.tsx";

export async function generateMetadata({ params }: PageProps<"/invoices/[number]">): Promise<Metadata> {
  return { title: (await params).number };
}

export default async function InvoicePage({ params, searchParams }: PageProps<"/invoices/[number]">) {
  const invoice = await api.billing.byNumber(await params);
  const { businessDate } = await installation();
  const person = await viewer();
  const refund = invoice.type === "credit_note" ? await api.billing.refund({ number: invoice.number }) : null;
  const mayCredit = may(person, "credit.propose") && invoice.type !== "credit_note";
  return (
    <>
      <PageTitle
        crumbs={[{ href: may(person, "run.read") ? "/finance/invoices" : "/invoices", label: "Invoices" }]}
        title={`${typeWords[invoice.type]} ${invoice.number}`}
        status={<PaidTag row={{ ...invoice, refundPence: refund?.leftPence ?? null }} today={businessDate} />}
        lead={
          <>
            For <Link href={`/licences/${invoice.licence.reference}`}>{invoice.licence.title}</Link>
            {invoice.corrects && (
              <>
                , corrects <Link href={`/invoices/${invoice.corrects}`}>{invoice.corrects}</Link>
              </>
            )}
          </>
        }
      />
      {(await searchParams).done === "credit-proposed" && (
        <Notice>The credit is proposed. Another finance officer decides.</Notice>
      )}
      <div className="actions">
        <a href={`/invoices/${invoice.number}/pdf`} className="button button-secondary">
          Download as PDF
        </a>
      </div>
      <div className="split">
        <div>
          <Charged invoice={invoice} />
          <Totals invoice={invoice} />
          {invoice.type !== "credit_note" && <HowItStands invoice={invoice} />}
          {invoice.creditNotes.length > 0 && <CreditNotes creditNotes={invoice.creditNotes} />}
          {invoice.type !== "credit_note" && (
            <Paid allocations={invoice.allocations} mayFollow={may(person, "receipt.read")} />
          )}
          {mayCredit && <ProposeCredit number={invoice.number} lines={invoice.lines} />}
        </div>
        <aside>
          {refund ? (
            <Credited
              invoice={invoice}
              refund={refund}
              settle={may(person, "receipt.read") ? `/finance/refunds/${invoice.number}` : null}
            />
          ) : (
            <ToPay invoice={invoice} />
          )}
          {invoice.late && <Late late={invoice.late} today={businessDate} />}
          <Particulars invoice={invoice} />
        </aside>
      </div>
    </>
  );
}
