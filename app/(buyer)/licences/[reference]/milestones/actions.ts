"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { milestoneSchema } from "#server/licensing/deliverables/milestones-form.ts";
import { sentFile } from "../files/sent-file.ts";

export async function accept(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("facts.decide", milestoneSchema, form, async (typed) =>
    api.licensing.acceptMilestone({ ...typed, file: await sentFile(form) }),
  );
  if (problems) return problems;
  redirect(`/licences/${form.get("reference")}/milestones?done=accepted`);
}
