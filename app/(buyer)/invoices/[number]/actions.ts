"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { concedeSchema } from "#server/licensing/settlement/concessions-form.ts";

export async function proposeCredit(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("credit.propose", concedeSchema, form, (typed) =>
    api.licensing.proposeCredit(typed),
  );
  if (problems) return problems;
  redirect(`/invoices/${form.get("document")}?done=credit-proposed`);
}
