import { Table } from "#app/_components/table.tsx";
import { type Pence, pounds } from "#server/lib/money.ts";

type Account = { actual: Pence; bill: Pence; estimate: Pence | null; cap: Pence | null };

/** What the work came to on one scale with the estimate and the cap; the figures stand beside their signs and in a table. */
export function CostBar({ actual, bill, estimate, cap }: Account) {
  const most = [actual, estimate ?? 0n, cap ?? 0n, 1n].reduce((a, b) => (a > b ? a : b));
  const marks = [
    { name: "Estimate", value: estimate, line: "dashed" },
    { name: "Cap", value: cap, line: "solid" },
  ].flatMap(({ value, ...mark }) => (value === null ? [] : [{ ...mark, value }]));
  return (
    <figure className="mb-8">
      <figcaption className="mb-2 font-semibold">Cost against estimate and cap</figcaption>
      <div className="relative my-3 h-10" aria-hidden="true">
        <div className="absolute inset-x-0 top-2 bottom-2 flex overflow-hidden rounded-[3px] bg-wash">
          <div className="bar" style={{ width: `${share(bill, most)}%`, background: "#5b6b78" }} />
          <div className="bar" style={{ width: `${share(actual - bill, most)}%`, background: "#d5281b" }} />
        </div>
        {marks.map(({ name, value, line }) => (
          <div
            key={name}
            className="absolute top-0 bottom-0 border-ink"
            style={{ left: `calc(${share(value, most)}% - 3px)`, borderLeft: `3px ${line} currentColor` }}
          />
        ))}
      </div>
      <ul className="mt-2 flex !max-w-none list-none flex-wrap gap-x-6 gap-y-1 p-0 text-[0.9375rem]">
        <li className="flex items-center gap-2">
          <span className="bar h-3 w-3 rounded-[2px]" style={{ background: "#5b6b78" }} aria-hidden="true" />
          To be charged {pounds(bill)}
        </li>
        {actual > bill && (
          <li className="flex items-center gap-2">
            <span
              className="bar h-3 w-3 rounded-[2px]"
              style={{ background: "#d5281b" }}
              aria-hidden="true"
            />
            Above the cap {pounds(actual - bill)}
          </li>
        )}
        {marks.map(({ name, value, line }) => (
          <li key={name} className="flex items-center gap-2">
            <span className="h-4 w-0" style={{ borderLeft: `3px ${line} currentColor` }} aria-hidden="true" />
            {name} {pounds(value)}
          </li>
        ))}
      </ul>
      <details>
        <summary>Show the figures as a table</summary>
        <Table
          caption="Cost against estimate and cap"
          hideCaption
          rows={[
            { label: "Cost so far", value: actual },
            { label: "To be charged", value: bill },
            ...marks.map(({ name, value }) => ({ label: name, value })),
          ]}
          rowKey={({ label }) => label}
          columns={[
            { header: "What", cell: ({ label }) => label },
            { header: "Amount, without VAT", amount: true, cell: ({ value }) => pounds(value) },
          ]}
        />
      </details>
    </figure>
  );
}

// Lengths on a screen, not money: a whole number of hundredths is enough.
const share = (value: Pence, whole: Pence) => (value <= 0n ? 0 : Number((value * 10_000n) / whole) / 100);
