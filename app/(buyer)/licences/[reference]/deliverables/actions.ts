"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { deliverableDecisionSchema, handInSchema } from "#server/licensing/deliverables/form.ts";
import { sentFile } from "../files/sent-file.ts";

export async function handIn(_: FormState, form: FormData): Promise<FormState> {
  let passes = false;
  const problems = await submit("facts.report", handInSchema, form, async (typed) => {
    ({ passes } = await api.licensing.handIn({ ...typed, file: await sentFile(form) }));
  });
  if (problems) return problems;
  redirect(
    `/licences/${form.get("reference")}/deliverables?done=${passes ? "handed-in" : "handed-in-failing"}`,
  );
}

export async function decide(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("facts.decide", deliverableDecisionSchema, form, (typed) =>
    api.licensing.decideDeliverable(typed),
  );
  if (problems) return problems;
  redirect(
    `/licences/${form.get("reference")}/deliverables?done=${form.get("decision") === "accept" ? "accepted" : "rejected"}`,
  );
}
