"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { carryKept } from "#app/_trpc/kept.ts";
import { localPath, withNext } from "#app/_trpc/local-path.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { confirmCodeSchema, confirmPasswordSchema, noFieldsSchema } from "#server/access/forms.ts";

export async function confirmByPassword(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("session.manage_own", confirmPasswordSchema, form, (typed) =>
    api.access.confirmByPassword(typed),
  );
  if (problems) return { ...problems, values: {} };
  await carryKept();
  redirect(localPath(form.get("next"), "/account"));
}

export async function mailCode(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("session.manage_own", noFieldsSchema, form, () => api.access.mailCode());
  if (problems) return problems;
  redirect(withNext("/confirm/code", form.get("next")));
}

export async function confirmByCode(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("session.manage_own", confirmCodeSchema, form, (typed) =>
    api.access.confirmByCode(typed),
  );
  if (problems) return problems;
  await carryKept();
  redirect(localPath(form.get("next"), "/account"));
}
