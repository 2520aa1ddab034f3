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

/** Net, VAT and total, and what of it is paid in money. */
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
      {invoice.payablePence !== invoice.grossPence && (
        <>
          <dt>Payable in cash</dt>
          <dd className="amount">
            <Money pence={invoice.payablePence} />
          </dd>
        </>
      )}
    </dl>
    {vatNote(invoice) && <p>{vatNote(invoice)}</p>}
  </>
);
