"use client";
import { useActionState } from "react";
import { Button } from "#app/_components/button.tsx";
import { ErrorSummary } from "#app/_components/error-summary.tsx";
import { mailCode } from "./actions.ts";

export function MailCodeForm({ next }: { next: string }) {
  const [{ errors }, action, busy] = useActionState(mailCode, { errors: {}, values: {} });
  return (
    <form action={action} noValidate>
      <ErrorSummary errors={errors} />
      <input type="hidden" name="next" value={next} />
      <Button kind="secondary" disabled={busy}>
        Send me a code
      </Button>
    </form>
  );
}
