"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { reasonSchema } from "#server/licensing/reason-form.ts";

export async function withdraw(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("application.write", reasonSchema, form, (typed) =>
    api.licensing.withdrawApplication(typed),
  );
  if (problems) return problems;
  redirect(`/applications/${form.get("reference")}?done=withdrawn`);
}

export async function reject(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("application.decide", reasonSchema, form, (typed) =>
    api.licensing.rejectApplication(typed),
  );
  if (problems) return problems;
  redirect(`/applications/${form.get("reference")}?done=rejected`);
}
