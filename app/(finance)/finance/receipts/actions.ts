"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { allocationSchema, receiptSchema } from "#server/billing/receipts/form.ts";

export async function recordReceipt(_: FormState, form: FormData): Promise<FormState> {
  let recorded = { reference: "" };
  const problems = await submit("receipt.record", receiptSchema, form, async (typed) => {
    recorded = await api.billing.recordReceipt(typed);
  });
  if (problems) return problems;
  redirect(`/finance/receipts/${recorded.reference}?done=recorded`);
}

export async function allocate(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("receipt.record", allocationSchema, form, (typed) =>
    api.billing.allocate(typed),
  );
  if (problems) return problems;
  redirect(`/finance/receipts/${form.get("receipt")}?done=allocated`);
}
