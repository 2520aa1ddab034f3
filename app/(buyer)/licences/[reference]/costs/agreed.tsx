import { Facts } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { formatDate } from "#server/lib/dates.ts";
import { percent, pounds } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";

type Costs = AppOutputs["licensing"]["costs"];

/** The terms of the work as they were signed, and its rates. */
export const Agreed = ({ costs: { terms, latest, reviews } }: { costs: Costs }) => (
  <>
    <h2 className="!mt-0">What was agreed</h2>
    <Facts
      items={[
        ["Estimate", terms.estimate === undefined ? "none" : pounds(terms.estimate)],
        ["Cap", terms.cap === undefined ? "none" : pounds(terms.cap)],
        [
          "Deposit",
          terms.depositBp > 0 ? `${percent(terms.depositBp)} of the estimate, at signature` : "none",
        ],
        ["Billed", terms.billed === "monthly" ? "at each month's end" : "when the work is complete"],
        [
          "Late costs",
          latest
            ? `billed when known by ${formatDate(latest)}`
            : `billed when known within ${counted(terms.lateCostDays, "day")} of completion`,
        ],
        ...(reviews > 0n ? [["Yearly reviews", pounds(reviews)] as const] : []),
      ]}
    />
    <h2>Rate card</h2>
    <Facts items={Object.entries(terms.rates).map(([name, rate]) => [name, pounds(rate)] as const)} />
  </>
);

/** By which orders the estimate and the cap were changed. */
export const ChangeOrders = ({ orders }: Pick<Costs, "orders">) => (
  <>
    <h2>Change orders</h2>
    {orders.length === 0 ? (
      <p>None: the estimate and the cap stand as they were signed.</p>
    ) : (
      <ol className="list-none !p-0">
        {orders.map(({ on, estimate, cap }) => (
          <li key={on} className="mb-2">
            <Day date={on} />: estimate <Money pence={estimate} />
            {cap === null ? (
              ", cap as before"
            ) : (
              <>
                , cap <Money pence={cap} />
              </>
            )}
          </li>
        ))}
      </ol>
    )}
  </>
);

/** Work that became known after its day: nobody is charged for it. */
export const TooLate = ({ tooLate }: Pick<Costs, "tooLate">) => (
  <>
    <h2>Known too late to be charged</h2>
    <ul>
      {tooLate.map(({ on, known, what }) => (
        <li key={`${on} ${known} ${what}`}>
          {what} of {formatDate(on)}, known on {formatDate(known)}
        </li>
      ))}
    </ul>
  </>
);
