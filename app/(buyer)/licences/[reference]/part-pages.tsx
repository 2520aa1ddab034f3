import Link from "next/link";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { type Kind, modelOf } from "#server/commercial-models/index.ts";
import { isStated } from "#server/licensing/settlement/promises.ts";
import { serviceId } from "#server/quoting/service.ts";

const service = {
  path: `costs?part=${serviceId}`,
  label: "The service around the data: work at the tariff",
};

/** The pages below a licence: its statements, and those that only some models have. */
export function PartPages({
  reference,
  licence: { contract, obligations },
  mayAudit,
}: {
  reference: string;
  licence: Pick<AppOutputs["licensing"]["licenceByReference"], "contract" | "obligations">;
  mayAudit: boolean;
}) {
  const own = [
    ...(obligations.some(isStated)
      ? [{ href: `/licences/${reference}/statements`, label: "Statements, period by period" }]
      : []),
    ...contract.components
      .flatMap(({ id, terms }) => (id === serviceId ? service : modelOf(terms.kind as Kind).pages))
      .map(({ path, label }) => ({ href: `/licences/${reference}/${path}`, label })),
    ...(mayAudit ? [{ href: `/audit?about=${reference}`, label: "The whole deal, event by event" }] : []),
  ];
  if (own.length === 0) return null;
  return (
    <nav aria-label="Parts of this licence" className="mb-5">
      <ul className="!m-0 list-none !p-0">
        {own.map(({ href, label }) => (
          <li key={href} className="py-1">
            <Link href={href}>{label}</Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
