"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { localPath } from "#app/_trpc/local-path.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { shortlistSchema, slugSchema } from "#server/catalogue/shortlist/forms.ts";

/** Adds a dataset and goes back to where the button stood, or on to the shortlist. */
export async function addToShortlist(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("shortlist.keep", shortlistSchema, form, (typed) => api.shortlist.add(typed));
  if (problems) return problems;
  redirect(localPath(form.get("next"), "/shortlist?done=added"));
}

export async function noteOnShortlist(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("shortlist.keep", shortlistSchema, form, (typed) =>
    api.shortlist.note(typed),
  );
  if (problems) return problems;
  redirect("/shortlist?done=noted");
}

export async function removeFromShortlist(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("shortlist.keep", slugSchema, form, (typed) => api.shortlist.remove(typed));
  if (problems) return problems;
  redirect("/shortlist?done=removed");
}
