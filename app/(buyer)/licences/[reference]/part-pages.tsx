import Link from "next/link";
import type { Kind } from "#server/commercial-models/index.ts";
import { serviceId } from "#server/quoting/service.ts";

const pages: Partial<Record<Kind, { path: string; label: string }>> = {
  data_return: { path: "deliverables", label: "Deliverables: what is handed in, checked and accepted" },
  equity_share: { path: "shares", label: "Shares: the register and the holding statement" },
  cost_recovery: { path: "costs", label: "Costs: the work against estimate and cap" },
  one_off_fee: { path: "milestones", label: "Milestones: what each instalment waits for" },
};

const service = {
  path: `costs?part=${serviceId}`,
  label: "The service around the data: work at the tariff",
};

/** The pages of a licence that only some models have. */
export function PartPages({
  reference,
  components,
}: {
  reference: string;
  components: readonly { id: string; terms: { kind?: unknown } }[];
}) {
  const own = components.flatMap(({ id, terms }) =>
    id === serviceId ? service : (pages[terms.kind as Kind] ?? []),
  );
  if (own.length === 0) return null;
  return (
    <nav aria-label="Parts of this licence" className="mb-5">
      <ul className="!m-0 list-none !p-0">
        {own.map(({ path, label }) => (
          <li key={path}>
            <Link href={`/licences/${reference}/${path}`}>{label}</Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
