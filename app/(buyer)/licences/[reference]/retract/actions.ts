"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { decisionSchema } from "#server/access/decision-form.ts";
import { retractionSchema } from "#server/licensing/settlement/retraction-form.ts";

export async function proposeRetraction(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("facts.propose_retraction", retractionSchema, form, (typed) =>
    api.licensing.proposeRetraction(typed),
  );
  if (problems) return problems;
  redirect(`/licences/${form.get("reference")}?done=retraction-proposed`);
}

export async function decideRetraction(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("facts.retract", decisionSchema, form, (typed) =>
    api.licensing.decideRetraction(typed),
  );
  if (problems) return problems;
  redirect(`/licences/${form.get("reference")}?done=${form.get("approve") === "yes" ? "retracted" : "kept"}`);
}
