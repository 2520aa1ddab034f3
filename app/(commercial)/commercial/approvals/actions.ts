"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { decisionSchema } from "#server/access/decision-form.ts";

export async function decideTermination(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("licence.end", decisionSchema, form, (typed) =>
    api.licensing.decideTermination(typed),
  );
  if (problems) return problems;
  redirect("/commercial/approvals?done=yes");
}
