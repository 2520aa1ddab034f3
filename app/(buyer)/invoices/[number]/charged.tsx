import { Fragment } from "react";
import { Money } from "#app/_components/money.tsx";
import { Workings } from "#app/_components/workings.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { reviveSteps } from "#server/commercial-models/engine/stored.ts";
import { periodInWords } from "#server/lib/dates.ts";
import { percent } from "#server/lib/money.ts";
import { vatNote } from "./vat-note.ts";

type Invoice = AppOutputs["billing"]["byNumber"];

/** Every line with its days and its workings. */
export const Charged = ({ invoice }: { invoice: Invoice }) => (
  <>
    <h2 className="!mt-0">What is charged, and why</h2>
    {invoice.lines.map((line) => (
      <div key={line.id}>
        <p className="mb-1 text-ink-2">{periodInWords({ from: line.serviceFrom, to: line.serviceTo })}</p>
        <Workings
          kind={line.kind}
          lines={reviveSteps(line.parts)}
          total={line.netPence}
          totalLabel="Without VAT"
        />
      </div>
    ))}
  </>
);

/** How the total was settled, and what of it is outstanding: what there is none of is left out. */
export function HowItStands({ invoice: { standing, outstandingPence } }: { invoice: Invoice }) {
  const parts = [
    ["Paid in kind", standing.inKindPence],
    ["Credited in kind", standing.creditedInKindPence],
    ["Credited", standing.creditedPence],
    ["Paid", standing.paidPence],
    ["Set off against a refund", standing.setOffPence],
  ] as const;
  return (
    <dl>
      {parts.map(
        ([words, pence]) =>
          pence > 0n && (
            <Fragment key={words}>
              <dt>{words}</dt>
              <dd className="amount">
                <Money pence={-pence} />
              </dd>
            </Fragment>
          ),
      )}
      <dt>
        <strong>Outstanding</strong>
      </dt>
      <dd className="amount">
        <strong>
          <Money pence={outstandingPence} />
        </strong>
      </dd>
    </dl>
  );
}

/** Net, VAT and total. */
export const Totals = ({ invoice }: { invoice: Invoice }) => (
  <>
    <dl>
      <dt>Net</dt>
      <dd className="amount">
        <Money pence={invoice.netPence} />
      </dd>
      <dt>
        VAT {invoice.vatCategory}, {percent(invoice.vatRateBp)}
      </dt>
      <dd className="amount">
        <Money pence={invoice.vatPence} />
      </dd>
      <dt>
        <strong>Total</strong>
      </dt>
      <dd className="amount">
        <strong>
          <Money pence={invoice.grossPence} />
        </strong>
      </dd>
    </dl>
    {vatNote(invoice) && <p>{vatNote(invoice)}</p>}
  </>
);
