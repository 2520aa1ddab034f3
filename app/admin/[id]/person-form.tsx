"use client";
import { useActionState } from "react";
import { Button } from "#app/_components/button.tsx";
import { ErrorSummary } from "#app/_components/error-summary.tsx";
import { Field } from "#app/_components/field.tsx";
import { addPerson } from "../actions.ts";
import type { TitledRole } from "./person-roles.tsx";

export function PersonForm({ organisationId, roles }: { organisationId: string; roles: TitledRole[] }) {
  const [{ errors, values }, action, busy] = useActionState(addPerson, { errors: {}, values: {} });
  return (
    <form action={action} noValidate>
      <ErrorSummary errors={errors} />
      <input type="hidden" name="organisationId" value={organisationId} />
      <Field name="name" label="Name" error={errors.name}>
        <input id="name" name="name" autoComplete="off" defaultValue={values.name} />
      </Field>
      <Field name="jobTitle" label="Job (optional)" error={errors.jobTitle}>
        <input id="jobTitle" name="jobTitle" autoComplete="off" defaultValue={values.jobTitle} />
      </Field>
      <Field name="email" label="E-mail address" hint="We send a link to sign in there" error={errors.email}>
        <input id="email" name="email" type="email" autoComplete="off" defaultValue={values.email} />
      </Field>
      <Field name="role" label="Role" error={errors.role}>
        <select id="role" name="role" defaultValue={values.role}>
          {roles.map(({ role, title }) => (
            <option key={role} value={role}>
              {title}
            </option>
          ))}
        </select>
      </Field>
      <Button disabled={busy}>Add person</Button>
    </form>
  );
}
