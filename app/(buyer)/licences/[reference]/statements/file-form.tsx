"use client";
import { type ReactNode, useActionState } from "react";
import { Button } from "#app/_components/button.tsx";
import { ErrorSummary } from "#app/_components/error-summary.tsx";
import { Field } from "#app/_components/field.tsx";
import { Sent } from "#app/_components/form.tsx";
import { emptyState, type FormState } from "#app/_components/form-state.ts";

/** A form with one CSV file beside its other fields; posted as it is, so it works without JavaScript. */
export function FileForm({
  action,
  submit,
  fields,
  children,
}: {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  submit: string;
  fields: Record<string, string>;
  children?: ReactNode;
}) {
  const [state, act, busy] = useActionState(action, emptyState);
  return (
    <form action={act} noValidate>
      <ErrorSummary errors={state.errors} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Sent value={state}>
        <Field name="file" label="CSV file" hint="At most 5 MB" error={state.errors.file}>
          <input name="file" type="file" accept=".csv,text/csv" />
        </Field>
        {children}
      </Sent>
      <Button disabled={busy}>{submit}</Button>
    </form>
  );
}
