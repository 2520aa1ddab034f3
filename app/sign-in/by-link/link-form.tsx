"use client";
import { useActionState } from "react";
import { Button } from "#app/_components/button.tsx";
import { ErrorSummary } from "#app/_components/error-summary.tsx";
import { Field } from "#app/_components/field.tsx";
import { mailLink } from "../actions.ts";

export function LinkForm() {
  const [{ errors, values }, action, busy] = useActionState(mailLink, { errors: {}, values: {} });
  return (
    <form action={action} noValidate>
      <ErrorSummary errors={errors} />
      <Field name="email" label="E-mail address" error={errors.email}>
        <input id="email" name="email" type="email" autoComplete="username" defaultValue={values.email} />
      </Field>
      <Button disabled={busy}>E-mail me a link</Button>
    </form>
  );
}
