"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { refundBackSchema, refundPaidSchema, setOffSchema } from "#server/billing/refunds/form.ts";

export async function setOff(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("refund.settle", setOffSchema, form, (typed) => api.billing.setOff(typed));
  if (problems) return problems;
  redirect(`/finance/refunds/${form.get("creditNote")}?done=set-off`);
}

export async function recordRefund(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("refund.settle", refundPaidSchema, form, (typed) =>
    api.billing.recordRefund(typed),
  );
  if (problems) return problems;
  redirect(`/finance/refunds/${form.get("creditNote")}?done=paid`);
}

export async function takeBackRefund(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("refund.settle", refundBackSchema, form, (typed) =>
    api.billing.takeBackRefund(typed),
  );
  if (problems) return problems;
  redirect(`/finance/refunds/${form.get("creditNote")}?done=taken-back`);
}
