import type { Kind } from "#server/commercial-models/index.ts";
import type { Pence } from "#server/lib/money.ts";
import { modelFace } from "./models.ts";
import { Money } from "./money.tsx";

/** How a charge came about, as a small sum that can be checked by hand; the model's colour stands at its side. */
export function Workings({
  kind,
  lines,
  total,
  totalLabel,
}: {
  kind: Kind;
  lines: readonly { description: string; workings: string; net: Pence }[];
  total: Pence;
  totalLabel: string;
}) {
  return (
    <div
      className="mb-6 rounded-md border border-line border-l-[6px] px-4 py-2"
      style={{ borderLeftColor: modelFace[kind].colour }}
    >
      <dl className="block">
        {lines.map(({ description, workings, net }, index) => (
          // The steps of a charge have no names of their own; their order is what they are.
          <div key={`${index}${description}`} className="flex justify-between gap-6 py-1">
            <dt>
              {description}
              <span className="block text-[0.9375rem] text-ink-2">{workings}</span>
            </dt>
            <dd className="amount">
              <Money pence={net} />
            </dd>
          </div>
        ))}
        <div className="mt-1 flex justify-between gap-6 border-t-2 border-ink py-2 font-semibold">
          <dt>{totalLabel}</dt>
          <dd className="amount">
            <Money pence={total} />
          </dd>
        </div>
      </dl>
    </div>
  );
}
