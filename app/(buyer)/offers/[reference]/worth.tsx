import type { Answer } from "#app/_components/form-state.ts";
import { Facts, Panel } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { serviceInWords } from "#app/(buyer)/service-choices.ts";
import { formatDate } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";

type Worth = Pick<
  AppOutputs["licensing"]["previewOffer"],
  "valuePence" | "withService" | "total" | "first" | "payments" | "changes"
>;

/** What a deal comes to, for whoever makes, approves or signs it: value, VAT, first invoice, and what differs from the list. */
export const worthInWords = ({
  valuePence,
  withService,
  total,
  first,
  payments,
  changes,
}: Worth): Answer => ({
  facts: [
    [`Value of the deal, without VAT, ${serviceInWords(withService)}`, pounds(valuePence)],
    ["All payments, without VAT", pounds(total.net)],
    ["VAT", pounds(total.vat)],
    ["All payments, with VAT", pounds(total.gross)],
    ["Of it in money", pounds(total.inMoney)],
    ["First invoice", first ? firstInWords(first) : "none is certain or expected"],
  ],
  lines: [
    ...(payments.some(({ expected }) => expected)
      ? ["Some of these payments are expected: they follow from what the buyer expects."]
      : []),
    ...(changes.length === 0
      ? ["All terms are those of the price list."]
      : changes.map(({ name, list, offered, by }) => `${name}: ${list} → ${offered}${by ? ` (${by})` : ""}`)),
  ],
});

const firstInWords = ({ on, due, gross, vat, expected }: NonNullable<Worth["first"]>): string =>
  `${pounds(BigInt(gross))} with ${pounds(BigInt(vat))} of VAT, on ${formatDate(on)}${expected ? ", expected" : ""}${due ? `, due ${formatDate(due)}` : ""}`;

export const InWords = ({ facts, lines }: Answer) => (
  <>
    <Facts items={facts} />
    {lines.map((line) => (
      <p key={line} className="mb-1">
        {line}
      </p>
    ))}
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
