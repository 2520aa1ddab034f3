import Link from "next/link";
import { ButtonLink } from "#app/_components/button.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import { factForms } from "#server/licensing/settlement/facts-form.ts";
import { serviceId } from "#server/quoting/service.ts";
import type { Reporting } from "./reporting.ts";

type Licence = AppOutputs["licensing"]["licenceByReference"];

/** The forms that this reader may send under the licence, its statements, and the way to its usage. */
export function WhatToReport({ licence, reporting }: { licence: Licence; reporting: Reporting }) {
  const { reference } = licence;
  const forms = licence.contract.components.flatMap(({ id, terms }) =>
    factForms[terms.kind as Kind]
      .filter(({ by }) => reporting[by])
      .map((form) => ({ ...form, component: id })),
  );
  const statesPeriods = licence.obligations.some(
    ({ kind }) => kind === "royalty_report" || kind === "profit_statement",
  );
  return (
    <>
      {(forms.length > 0 || statesPeriods) && licence.status !== "expired" && (
        <div className="actions">
          {statesPeriods && <ButtonLink href={`/licences/${reference}/statements`}>Statements</ButtonLink>}
          {forms.map(({ fact, title, component }) => (
            <ButtonLink
              key={`${component} ${fact}`}
              href={`/licences/${reference}/report?fact=${fact}&component=${component}`}
              kind="secondary"
            >
              {component === serviceId ? `${title} (service)` : title}
            </ButtonLink>
          ))}
        </div>
      )}
      {licence.contract.components.some(({ terms }) => terms.kind === "usage_based") && (
        <p>
          <Link href={`/licences/${reference}/usage`}>Usage against charge, day by day</Link>
        </p>
      )}
    </>
  );
}
