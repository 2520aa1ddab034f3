"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { goOn } from "#app/_trpc/session-cookie.ts";
import { submit } from "#app/_trpc/submit.ts";
import { linkSchema, signInSchema, tokenSchema } from "#server/access/forms.ts";

export async function signIn(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("session.start", signInSchema, form, (typed) => api.access.signIn(typed));
  // A password is never sent back to the page.
  if (problems) return { ...problems, values: { ...problems.values, password: "" } };
  return goOn(form.get("next"));
}

export async function mailLink(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("session.start", linkSchema, form, (typed) => api.access.mailLink(typed));
  if (problems) return problems;
  redirect("/sign-in/sent");
}

export async function signInWithLink(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("session.start", tokenSchema, form, (typed) =>
    api.access.signInWithLink(typed),
  );
  return problems ?? goOn(null);
}

/** One click, in demonstrations only; the procedure refuses elsewhere. */
export async function signInAsDemo(form: FormData) {
  await api.access.signInAsDemo({ id: String(form.get("id")) });
  await goOn(form.get("next"));
}
