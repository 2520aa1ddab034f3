"use client";
import { useActionState } from "react";
import { Button } from "#app/_components/button.tsx";
import { ErrorSummary } from "#app/_components/error-summary.tsx";
import type { FormState } from "#app/_components/form-state.ts";

type Props = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  fields?: Record<string, string>;
  label: string;
  /** What the button is about, for those who hear it without the row around it. */
  about?: string;
};

/** A form that is one button; a "no" appears above it. */
export function ButtonForm({ action, fields = {}, label, about }: Props) {
  const [{ errors }, act, busy] = useActionState(action, { errors: {}, values: {} });
  return (
    <form action={act} noValidate>
      <ErrorSummary errors={errors} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button kind="secondary" disabled={busy}>
        {label}
        {about && <span className="sr-only"> {about}</span>}
      </Button>
    </form>
  );
}
