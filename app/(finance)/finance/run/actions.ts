"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { decisionSchema } from "#server/access/decision-form.ts";
import { noFieldsSchema } from "#server/access/forms.ts";

export async function proposeRun(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("run.propose", noFieldsSchema, form, () => api.licensing.proposeRun());
  if (problems) return problems;
  redirect("/finance/run?done=proposed");
}

export async function decideRun(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("run.approve", decisionSchema, form, (typed) =>
    api.licensing.decideRun(typed),
  );
  if (problems) return problems;
  redirect(`/finance/run?done=${form.get("approve") === "yes" ? "ran" : "refused"}`);
}

export async function decideCredit(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("credit.approve", decisionSchema, form, (typed) =>
    api.licensing.decideCredit(typed),
  );
  if (problems) return problems;
  redirect(`/finance/run?done=${form.get("approve") === "yes" ? "credited" : "refused"}`);
}
