"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { applicationSchema, quoteApplicationSchema } from "#server/licensing/applications/form.ts";

export async function apply(_: FormState, form: FormData): Promise<FormState> {
  let sent = { reference: "" };
  const problems = await submit("application.write", applicationSchema, form, async (typed) => {
    sent = await api.licensing.submitApplication(typed);
  });
  if (problems) return problems;
  redirect(`/applications/${sent.reference}?done=sent`);
}

export async function applyFromQuote(_: FormState, form: FormData): Promise<FormState> {
  let references: string[] = [];
  const problems = await submit("application.write", quoteApplicationSchema, form, async (typed) => {
    ({ references } = await api.licensing.submitWithQuote(typed));
  });
  if (problems) return problems;
  redirect(
    references.length === 1
      ? `/applications/${references[0]}?done=sent`
      : `/applications?sent=${references.join(",")}`,
  );
}
