import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { DateField, TextField } from "#app/_components/form.tsx";
import { Panel } from "#app/_components/layout-parts.tsx";
import { Day } from "#app/_components/money.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { recordMandate } from "../actions.ts";
import { WaitingMandates } from "../waiting-mandates.tsx";

/** The custodian's mandates, and the form that puts one on record. */
export function MandatePanel({
  slug,
  mandates,
  waiting,
  person,
  mayRecord,
}: {
  slug: string;
  mandates: AppOutputs["pricing"]["listsOf"]["mandates"];
  waiting: AppOutputs["mandates"]["waiting"];
  person: AppOutputs["access"]["viewer"];
  mayRecord: boolean;
}) {
  const form = (
    <ConfirmedForm action={recordMandate} submit="Record the mandate" kind="secondary" fields={{ slug }}>
      <TextField name="reference" label="Reference of the mandate" />
      <TextField name="grantedBy" label="Granted by" />
      <DateField name="validFrom" label="First day" />
      <DateField name="validTo" label="Day after the last (optional)" />
    </ConfirmedForm>
  );
  return (
    <Panel title="Mandate of the custodian">
      {mandates.length === 0 && <p>Nothing can be licensed before the custodian's mandate is on record.</p>}
      <ul className="list-none p-0">
        {mandates.map(({ id, reference, grantedBy, validFrom, validTo }) => (
          <li key={id} className="mb-2">
            {reference}, granted by {grantedBy}, from <Day date={validFrom} />
            {validTo && (
              <>
                , ends before <Day date={validTo} />
              </>
            )}
          </li>
        ))}
      </ul>
      <WaitingMandates waiting={waiting} person={person} />
      {mayRecord &&
        (mandates.length === 0 ? (
          form
        ) : (
          <details>
            <summary>Record another mandate</summary>
            <div className="mt-3">{form}</div>
          </details>
        ))}
      {!mayRecord && mandates.length === 0 && <p className="mb-0">A catalogue editor records it here.</p>}
    </Panel>
  );
}
