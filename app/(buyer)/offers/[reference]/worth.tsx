import { Facts, Panel } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";

type Worth = Pick<
  AppOutputs["licensing"]["previewOffer"],
  "valuePence" | "total" | "first" | "payments" | "changes"
>;

/** What a deal comes to, for whoever makes, approves or signs it: value, VAT, first invoice, and what differs from the list. */
export const WhatItComesTo = ({ worth }: { worth: Worth }) => {
  const { valuePence, total, first, payments, changes } = worth;
  return (
    <>
      <Facts
        items={[
          ["Value, without VAT", <Money key="value" pence={valuePence} />],
          ["All payments, without VAT", <Money key="net" pence={total.net} />],
          ["VAT", <Money key="vat" pence={total.vat} />],
          ["All payments, with VAT", <Money key="gross" pence={total.gross} />],
          ["Of it in money", <Money key="money" pence={total.inMoney} />],
          ["First invoice", first ? <First key="first" first={first} /> : "none is certain or expected"],
        ]}
      />
      {payments.some(({ expected }) => expected) && (
        <p className="text-[0.9375rem] text-ink-2">
          Some of these payments are expected: they follow from what the buyer expects.
        </p>
      )}
      <ChangesFromList changes={changes} />
    </>
  );
};

const First = ({ first }: { first: NonNullable<Worth["first"]> }) => (
  <>
    <Money pence={BigInt(first.gross)} /> with <Money pence={BigInt(first.vat)} /> of VAT, on{" "}
    <Day date={first.on} />
    {first.expected && ", expected"}
    {first.due && (
      <>
        , due <Day date={first.due} />
      </>
    )}
  </>
);

/** "£37,960.00 → £35,000.00 (−7.8%)" for each parameter that is not as the list has it. */
const ChangesFromList = ({ changes }: Pick<Worth, "changes">) =>
  changes.length === 0 ? (
    <p className="mb-0">All terms are those of the price list.</p>
  ) : (
    <>
      <p className="mb-1">Otherwise than the price list:</p>
      <ul className="mb-0">
        {changes.map(({ name, list, offered, by }) => (
          <li key={name}>
            {name}: {list} → {offered}
            {by && ` (${by})`}
          </li>
        ))}
      </ul>
    </>
  );

/** Each payment with its VAT, before anybody signs. */
export const CalendarOfPayments = ({ payments }: Pick<Worth, "payments">) =>
  payments.length === 0 ? null : (
    <Panel title="Calendar of payments">
      <Table
        caption="Calendar of payments"
        hideCaption
        rows={payments.map((payment, index) => ({ ...payment, index }))}
        rowKey={({ index }) => String(index)}
        columns={[
          {
            header: "Invoiced",
            cell: ({ on, expected }) => (
              <>
                <Day date={on} />
                {expected && <span className="block font-normal text-ink-2">expected</span>}
              </>
            ),
          },
          { header: "VAT", amount: true, cell: ({ vat }) => <Money pence={BigInt(vat)} /> },
          { header: "With VAT", amount: true, cell: ({ gross }) => <Money pence={BigInt(gross)} /> },
        ]}
      />
    </Panel>
  );
