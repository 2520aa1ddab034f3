"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import {
  mailedSchema,
  renameSchema,
  saveSearchSchema,
  searchIdSchema,
} from "#server/catalogue/search/saved-forms.ts";

export async function saveSearch(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("search.keep", saveSearchSchema, form, (typed) =>
    api.savedSearches.save(typed),
  );
  if (problems) return problems;
  redirect("/catalogue/saved?done=saved");
}

export async function renameSearch(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("search.keep", renameSchema, form, (typed) =>
    api.savedSearches.rename(typed),
  );
  if (problems) return problems;
  redirect("/catalogue/saved?done=renamed");
}

export async function setMailed(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("search.keep", mailedSchema, form, (typed) =>
    api.savedSearches.setMailed(typed),
  );
  if (problems) return problems;
  redirect(`/catalogue/saved?done=${form.get("mailed") === "yes" ? "mailed" : "quiet"}`);
}

export async function removeSearch(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("search.keep", searchIdSchema, form, (typed) =>
    api.savedSearches.remove(typed),
  );
  if (problems) return problems;
  redirect("/catalogue/saved?done=removed");
}
