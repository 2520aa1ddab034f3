import { ButtonLink } from "#app/_components/button.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { type Kind, modelOf } from "#server/commercial-models/index.ts";
import { isStated } from "#server/licensing/settlement/promises.ts";
import { serviceId } from "#server/quoting/service.ts";
import type { Reporting } from "./reporting.ts";

type Licence = AppOutputs["licensing"]["licenceByReference"];

/** The forms that this reader may send under the licence, and its statements. */
export function WhatToReport({ licence, reporting }: { licence: Licence; reporting: Reporting }) {
  const { reference } = licence;
  const forms = licence.contract.components.flatMap(({ id, terms }) =>
    modelOf(terms.kind as Kind)
      .forms.filter(({ by }) => reporting[by])
      .map((form) => ({ ...form, component: id })),
  );
  const statesPeriods = licence.obligations.some(isStated);
  if ((forms.length === 0 && !statesPeriods) || licence.status === "expired") return null;
  return (
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
  );
}
