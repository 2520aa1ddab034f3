import Link from "next/link";
import { type Kind, modelOf } from "#server/commercial-models/index.ts";
import { serviceId } from "#server/quoting/service.ts";

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
    id === serviceId ? service : modelOf(terms.kind as Kind).pages,
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
