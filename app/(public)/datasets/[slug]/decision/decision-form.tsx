import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { RadioField, TextArea, TextField } from "#app/_components/form.tsx";
import { kindsInOrder } from "#app/_components/models.ts";
import { ModelBadge } from "#app/_components/nine.tsx";
import { TicksField } from "#app/_components/ticks.tsx";
import { customerKinds } from "#server/access/customer-kind.ts";
import { decide } from "./actions.ts";

/** What an approver decides: allowed or refused, which models, to whom, why, and on what advice. */
export const DecisionForm = ({ slug, terms }: { slug: string; terms: string }) => (
  <ConfirmedForm action={decide} submit="Record the decision" kind="commit" fields={{ slug, terms }}>
    <RadioField
      name="outcome"
      label="What do you decide?"
      options={[
        { value: "allow", label: "Allow it", hint: "The models below may be offered to the customers below" },
        { value: "refuse", label: "Refuse it", hint: "They may not, also where an earlier decision said so" },
      ]}
    />
    <TicksField
      name="kinds"
      legend="Under which models?"
      options={kindsInOrder.map((kind) => ({ value: kind, label: <ModelBadge key={kind} kind={kind} /> }))}
    />
    <TicksField
      name="customers"
      legend="For which kinds of customers?"
      options={Object.entries(customerKinds).map(([value, label]) => ({ value, label }))}
    />
    <TextArea
      name="reason"
      label="Why?"
      hint="Everybody reads it on the page of the dataset, beside your name"
    />
    <TextField
      name="evidence"
      label="Evidence (optional)"
      hint="The reference of the advice, the letter or the minutes"
    />
  </ConfirmedForm>
);
