"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { enter } from "#app/_trpc/session-cookie.ts";
import { submit } from "#app/_trpc/submit.ts";
import { linkSchema, signInSchema, tokenSchema } from "#server/access/forms.ts";

export async function signIn(_: FormState, form: FormData): Promise<FormState> {
  let session = { token: "" };
  const problems = await submit("session.start", signInSchema, form, async (typed) => {
    session = await api.access.signIn(typed);
  });
  // A password is never sent back to the page.
  if (problems) return { ...problems, values: { ...problems.values, password: "" } };
  return enter(session, form.get("next"));
}

export async function mailLink(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("session.start", linkSchema, form, (typed) => api.access.mailLink(typed));
  if (problems) return problems;
  redirect("/sign-in/sent");
}

export async function signInWithLink(_: FormState, form: FormData): Promise<FormState> {
  let session = { token: "" };
  const problems = await submit("session.start", tokenSchema, form, async (typed) => {
    session = await api.access.signInWithLink(typed);
  });
  return problems ?? enter(session, null);
}

/** One click, in demonstrations only; the procedure refuses elsewhere. */
export async function signInAsDemo(form: FormData) {
  await enter(await api.access.signInAsDemo({ id: String(form.get("id")) }), form.get("next"));
}
