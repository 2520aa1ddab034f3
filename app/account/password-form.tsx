"use client";
import { useActionState } from "react";
import { Button } from "#app/_components/button.tsx";
import { ErrorSummary } from "#app/_components/error-summary.tsx";
import { Field } from "#app/_components/field.tsx";
import { changePassword } from "./actions.ts";

export function PasswordForm({ email, hasPassword }: { email: string; hasPassword: boolean }) {
  const [{ errors }, action, busy] = useActionState(changePassword, { errors: {}, values: {} });
  return (
    <form action={action} noValidate>
      <ErrorSummary errors={errors} />
      {/* Not sent: it tells password managers whose password this is. */}
      <input type="hidden" autoComplete="username" defaultValue={email} />
      {hasPassword && (
        <Field name="current" label="Your password now" error={errors.current}>
          <input id="current" name="current" type="password" autoComplete="current-password" />
        </Field>
      )}
      <Field name="wanted" label="New password" hint="At least 12 characters" error={errors.wanted}>
        <input id="wanted" name="wanted" type="password" autoComplete="new-password" />
      </Field>
      <Field name="again" label="New password once more" error={errors.again}>
        <input id="again" name="again" type="password" autoComplete="new-password" />
      </Field>
      <Button disabled={busy}>{hasPassword ? "Change password" : "Choose password"}</Button>
    </form>
  );
}
