"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { terminationSchema } from "#server/licensing/lifecycle/termination-form.ts";

export async function proposeEnd(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("licence.propose_end", terminationSchema, form, (typed) =>
    api.licensing.proposeTermination(typed),
  );
  if (problems) return problems;
  redirect(`/licences/${form.get("reference")}?done=end-proposed`);
}
