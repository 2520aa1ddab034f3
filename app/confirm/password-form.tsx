"use client";
import { useActionState } from "react";
import { Button } from "#app/_components/button.tsx";
import { ErrorSummary } from "#app/_components/error-summary.tsx";
import { Field } from "#app/_components/field.tsx";
import { confirmByPassword } from "./actions.ts";

export function PasswordForm({ next, email }: { next: string; email: string }) {
  const [{ errors }, action, busy] = useActionState(confirmByPassword, { errors: {}, values: {} });
  return (
    <form action={action} noValidate>
      <ErrorSummary errors={errors} />
      <input type="hidden" name="next" value={next} />
      {/* Not sent: it tells password managers whose password is asked for. */}
      <input type="hidden" autoComplete="username" defaultValue={email} />
      <Field name="password" label="Password" error={errors.password}>
        <input id="password" name="password" type="password" autoComplete="current-password" />
      </Field>
      <Button disabled={busy}>Confirm</Button>
    </form>
  );
}
