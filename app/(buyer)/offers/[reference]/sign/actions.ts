"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { signatureSchema } from "#server/licensing/signing/form.ts";

export async function sign(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("offer.sign", signatureSchema, form, (typed) => api.licensing.sign(typed));
  if (problems) return problems;
  redirect(`/offers/${form.get("reference")}?done=signed`);
}

export async function countersign(_: FormState, form: FormData): Promise<FormState> {
  let licence = { reference: "" };
  const problems = await submit("offer.countersign", signatureSchema, form, async (typed) => {
    licence = await api.licensing.countersign(typed);
  });
  if (problems) return problems;
  redirect(`/licences/${licence.reference}?done=in-force`);
}
