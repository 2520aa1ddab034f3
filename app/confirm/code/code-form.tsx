"use client";
import { useActionState } from "react";
import { Button } from "#app/_components/button.tsx";
import { ErrorSummary } from "#app/_components/error-summary.tsx";
import { Field } from "#app/_components/field.tsx";
import { confirmByCode } from "../actions.ts";

export function CodeForm({ next }: { next: string }) {
  const [{ errors, values }, action, busy] = useActionState(confirmByCode, { errors: {}, values: {} });
  return (
    <form action={action} noValidate>
      <ErrorSummary errors={errors} />
      <input type="hidden" name="next" value={next} />
      <Field name="code" label="Code" hint="Six digits" error={errors.code}>
        <input
          id="code"
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          defaultValue={values.code}
        />
      </Field>
      <Button disabled={busy}>Confirm</Button>
    </form>
  );
}
