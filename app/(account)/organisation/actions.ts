"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { purchaseOrderSchema } from "#server/access/people-forms.ts";
import { statedNumberSchema } from "#server/billing/vat/form.ts";

export async function setPurchaseOrder(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("organisation.manage", purchaseOrderSchema, form, (typed) =>
    api.access.setPurchaseOrder(typed),
  );
  if (problems) return problems;
  redirect("/organisation?done=purchase-order");
}

export async function stateVatNumber(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("vat.state", statedNumberSchema, form, (typed) =>
    api.billing.stateVatNumber(typed),
  );
  if (problems) return problems;
  redirect("/organisation?done=vat-number");
}
