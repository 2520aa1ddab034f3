"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { evidenceSchema } from "#server/billing/vat/form.ts";

export async function recordVatEvidence(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("vat.decide", evidenceSchema, form, (typed) =>
    api.billing.recordVatEvidence(typed),
  );
  if (problems) return problems;
  redirect(`/finance/vat/${form.get("organisationId")}?done=recorded`);
}
