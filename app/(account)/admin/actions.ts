"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { decisionSchema } from "#server/access/decision-form.ts";
import { organisationSchema, personSchema, renamingSchema, roleSchema } from "#server/access/people-forms.ts";

export async function addOrganisation(_: FormState, form: FormData): Promise<FormState> {
  let added = { id: "" };
  const problems = await submit("people.manage", organisationSchema, form, async (typed) => {
    added = await api.access.addOrganisation(typed);
  });
  if (problems) return problems;
  redirect(`/admin/${added.id}?done=organisation-added`);
}

export async function renameOrganisation(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("people.manage", renamingSchema, form, (typed) =>
    api.access.renameOrganisation(typed),
  );
  if (problems) return problems;
  redirect(`/admin/${form.get("id")}?done=renamed`);
}

export async function addPerson(_: FormState, form: FormData): Promise<FormState> {
  let done = "person-added";
  const problems = await submit("people.manage", personSchema, form, async (typed) => {
    if ((await api.access.addPerson(typed)).waits) done = "person-waits";
  });
  if (problems) return problems;
  redirect(`/admin/${form.get("organisationId")}?done=${done}`);
}

export async function grantRole(_: FormState, form: FormData): Promise<FormState> {
  let done = "role-granted";
  const problems = await submit("people.manage", roleSchema, form, async (chosen) => {
    if ((await api.access.grantRole(chosen)).waits) done = "role-waits";
  });
  if (problems) return problems;
  redirect(`/admin/${form.get("organisationId")}?done=${done}`);
}

export async function endRole(_: FormState, form: FormData): Promise<FormState> {
  let done = "role-ended";
  const problems = await submit("people.manage", roleSchema, form, async (chosen) => {
    if ((await api.access.endRole(chosen)).waits) done = "role-waits";
  });
  if (problems) return problems;
  redirect(`/admin/${form.get("organisationId")}?done=${done}`);
}

export async function decideRole(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("people.manage", decisionSchema, form, (typed) =>
    api.access.decideRole(typed),
  );
  if (problems) return problems;
  redirect(`/admin?done=${form.get("approve") === "yes" ? "agreed" : "refused"}`);
}
