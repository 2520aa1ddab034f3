"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { decisionSchema } from "#server/access/decision-form.ts";
import { allocationSchema, receiptSchema, reversalSchema } from "#server/billing/receipts/form.ts";

export async function recordReceipt(_: FormState, form: FormData): Promise<FormState> {
  let recorded: { reference: string | null } = { reference: null };
  const problems = await submit("receipt.record", receiptSchema, form, async (typed) => {
    recorded = await api.billing.recordReceipt(typed);
  });
  if (problems) return problems;
  redirect(
    recorded.reference
      ? `/finance/receipts/${recorded.reference}?done=recorded`
      : "/finance/receipts?done=proposed",
  );
}

export async function allocate(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("receipt.record", allocationSchema, form, (typed) =>
    api.billing.allocate(typed),
  );
  if (problems) return problems;
  redirect(`/finance/receipts/${form.get("receipt")}?done=allocated`);
}

export async function takeBack(_: FormState, form: FormData): Promise<FormState> {
  let taken = { waits: false };
  const problems = await submit("receipt.record", reversalSchema, form, async (typed) => {
    taken = await api.billing.reverse(typed);
  });
  if (problems) return problems;
  redirect(`/finance/receipts/${form.get("receipt")}?done=${taken.waits ? "proposed" : "reversed"}`);
}

export async function decideReceipt(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("receipt.record", decisionSchema, form, (typed) =>
    api.billing.decideReceipt(typed),
  );
  if (problems) return problems;
  redirect(`/finance/receipts?done=${form.get("approve") === "yes" ? "recorded" : "refused"}`);
}

export async function decideReversal(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("receipt.record", decisionSchema, form, (typed) =>
    api.billing.decideReversal(typed),
  );
  if (problems) return problems;
  redirect(`/finance/receipts?done=${form.get("approve") === "yes" ? "reversed" : "refused"}`);
}
