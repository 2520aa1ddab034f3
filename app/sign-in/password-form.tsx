"use client";
import { useActionState } from "react";
import { Button } from "#app/_components/button.tsx";
import { ErrorSummary } from "#app/_components/error-summary.tsx";
import { Field } from "#app/_components/field.tsx";
import { signIn } from "./actions.ts";

export function PasswordForm({ next }: { next: string }) {
  const [{ errors, values }, action, busy] = useActionState(signIn, { errors: {}, values: {} });
  return (
    <form action={action} noValidate>
      <ErrorSummary errors={errors} />
      <input type="hidden" name="next" value={next} />
      <Field name="email" label="E-mail address" error={errors.email}>
        <input
          id="email"
          name="email"
          type="email"
          autoComplete="username"
          defaultValue={values.email}
        />
      </Field>
      <Field name="password" label="Password" error={errors.password}>
        <input id="password" name="password" type="password" autoComplete="current-password" />
      </Field>
      <Button disabled={busy}>Sign in</Button>
    </form>
  );
}
