"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { organisationSchema, personSchema, roleSchema } from "#server/access/people-forms.ts";

export async function addOrganisation(_: FormState, form: FormData): Promise<FormState> {
  let added = { id: "" };
  const problems = await submit("people.manage", organisationSchema, form, async (typed) => {
    added = await api.access.addOrganisation(typed);
  });
  if (problems) return problems;
  redirect(`/admin/${added.id}?done=organisation-added`);
}

export async function addPerson(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("people.manage", personSchema, form, (typed) => api.access.addPerson(typed));
  if (problems) return problems;
  redirect(`/admin/${form.get("organisationId")}?done=person-added`);
}

export async function grantRole(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("people.manage", roleSchema, form, (chosen) => api.access.grantRole(chosen));
  if (problems) return problems;
  redirect(`/admin/${form.get("organisationId")}?done=role-granted`);
}

export async function endRole(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("people.manage", roleSchema, form, (chosen) => api.access.endRole(chosen));
  if (problems) return problems;
  redirect(`/admin/${form.get("organisationId")}?done=role-ended`);
}
