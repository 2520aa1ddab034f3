import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { MoneyField, RadioField, TextArea } from "#app/_components/form.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { reviveSteps } from "#server/commercial-models/engine/stored.ts";
import { proposeCredit } from "./actions.ts";

/** Credits a line or a part of it, once a second finance officer agrees. */
export const ProposeCredit = ({
  number,
  lines,
}: Pick<AppOutputs["billing"]["byNumber"], "number" | "lines">) => (
  <details>
    <summary>Propose a credit note</summary>
    <ConfirmedForm
      action={proposeCredit}
      submit="Propose the credit"
      kind="danger"
      fields={{ document: number }}
    >
      <RadioField
        name="key"
        label="Which line?"
        value={lines.length === 1 ? lines[0]!.key : undefined}
        options={lines.map(({ key, parts }) => ({
          value: key,
          label: `${reviveSteps(parts)[0]?.description ?? key} (${key})`,
        }))}
      />
      <MoneyField name="net" label="How much, without VAT?" hint="Leave it empty to credit the whole line" />
      <TextArea name="reason" label="Why?" hint="It stands on the credit note" />
    </ConfirmedForm>
  </details>
);
