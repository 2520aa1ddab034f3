"use client";
import { useActionState } from "react";
import { Button } from "#app/_components/button.tsx";
import { ErrorSummary } from "#app/_components/error-summary.tsx";
import { signInWithLink } from "../actions.ts";

export function UseLinkForm({ token }: { token: string }) {
  const [{ errors }, action, busy] = useActionState(signInWithLink, { errors: {}, values: {} });
  return (
    <form action={action} noValidate>
      <ErrorSummary errors={errors} />
      <input type="hidden" name="token" value={token} />
      <Button disabled={busy}>Sign in</Button>
    </form>
  );
}
