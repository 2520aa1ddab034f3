import Link from "next/link";
import { Day, Money } from "#app/_components/money.tsx";
import { Workings } from "#app/_components/workings.tsx";
import { api } from "#app/_trpc/server.ts";
import { reviveSteps } from "#server/commercial-models/engine/stored.ts";

/** The last document with its workings, as a sum one can check by hand. */
export async function LastCharge({ number }: { number: string }) {
  const invoice = await api.billing.byNumber({ number });
  return (
    <>
      <h2 className="!mt-0">How the last charge came about</h2>
      {invoice.lines.map((line) => (
        <Workings
          key={line.id}
          kind={line.kind}
          lines={reviveSteps(line.parts)}
          total={line.netPence}
          totalLabel={`${invoice.number}, without VAT`}
        />
      ))}
      <p>
        <Link href={`/invoices/${invoice.number}`}>{invoice.number}</Link>: <Money pence={invoice.netPence} />{" "}
        and VAT <Money pence={invoice.vatPence} />, due <Day date={invoice.dueOn} />.
      </p>
    </>
  );
}
