"use client";
import { useActionState } from "react";
import { Button } from "#app/_components/button.tsx";
import { ErrorSummary } from "#app/_components/error-summary.tsx";
import { Field } from "#app/_components/field.tsx";
import { customerKinds } from "#server/access/customer-kinds.ts";
import { addOrganisation } from "./actions.ts";

export function OrganisationForm() {
  const [{ errors, values }, action, busy] = useActionState(addOrganisation, { errors: {}, values: {} });
  return (
    <form action={action} noValidate>
      <ErrorSummary errors={errors} />
      <Field name="name" label="Name" error={errors.name}>
        <input id="name" name="name" defaultValue={values.name} />
      </Field>
      <Field name="sector" label="What it does" hint="For example pharmaceuticals" error={errors.sector}>
        <input id="sector" name="sector" defaultValue={values.sector} />
      </Field>
      <Field name="customerKind" label="Kind of customer" error={errors.customerKind}>
        <select id="customerKind" name="customerKind" defaultValue={values.customerKind ?? "standard"}>
          {Object.entries(customerKinds).map(([kind, title]) => (
            <option key={kind} value={kind}>
              {title}
            </option>
          ))}
        </select>
      </Field>
      <Field name="country" label="Country" hint="Two letters: GB, US, DE" error={errors.country}>
        <input id="country" name="country" maxLength={2} defaultValue={values.country ?? "GB"} />
      </Field>
      <Field name="address" label="Address" error={errors.address}>
        <textarea id="address" name="address" rows={4} defaultValue={values.address} />
      </Field>
      <Button disabled={busy}>Add organisation</Button>
    </form>
  );
}
