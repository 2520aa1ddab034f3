import { EmptyState, Figures } from "#app/_components/layout-parts.tsx";
import { Workings } from "#app/_components/workings.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { pounds } from "#server/lib/money.ts";

type Costs = AppOutputs["licensing"]["costs"];

/** The account at a glance: what it cost, what was billed, what is left and what nobody pays. */
export const AccountFigures = ({ reference, costs }: { reference: string; costs: Costs }) => {
  const { account } = costs;
  return (
    <Figures
      items={[
        {
          label: "Cost so far",
          value: pounds(account.actual),
          note: account.estimate === null ? "without an estimate" : `estimated ${pounds(account.estimate)}`,
        },
        {
          label: "Billed so far",
          value: pounds(costs.billed),
          note: costs.deposit > 0n ? `${pounds(costs.deposit)} of it as the deposit` : "no deposit",
          href: `/licences/${reference}`,
        },
        {
          label: "Remaining under the cap",
          value: costs.remaining === null ? "no cap" : pounds(costs.remaining),
          note: account.cap === null ? undefined : `of ${pounds(account.cap)}`,
        },
        {
          label: "Above the cap, not charged",
          value: pounds(costs.unrecovered),
          ...(costs.unrecovered > 0n && { tone: "bad" as const }),
        },
      ]}
    />
  );
};

/** Every line of work with its price, down to what may be charged. */
export function LineByLine({ costs: { account, unrecovered } }: { costs: Costs }) {
  const aboveTheCap = {
    description: "Above the cap, not charged",
    workings: `never more than ${pounds(account.bill)}`,
    net: -unrecovered,
  };
  return (
    <>
      <h2 className="!mt-0">Line by line</h2>
      {account.lines.length === 0 ? (
        <EmptyState title="No work was recorded yet">
          <p className="mb-0">What the NHS does for this licence stands here, line by line.</p>
        </EmptyState>
      ) : (
        <Workings
          kind="cost_recovery"
          lines={[...account.lines, ...(unrecovered > 0n ? [aboveTheCap] : [])]}
          total={account.bill}
          totalLabel="To be charged in total, without VAT"
        />
      )}
    </>
  );
}
