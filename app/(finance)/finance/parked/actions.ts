"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { decisionSchema } from "#server/access/decision-form.ts";
import { byReference, reasonSchema } from "#server/licensing/reason-form.ts";

export async function settleParked(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("parked.settle", byReference, form, (typed) =>
    api.licensing.settleParked(typed),
  );
  if (problems) return problems;
  redirect("/finance/parked?done=settled");
}

export async function proposeLargeBill(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("large_bill.propose", reasonSchema, form, (typed) =>
    api.licensing.proposeLargeBill(typed),
  );
  if (problems) return problems;
  redirect("/finance/parked?done=proposed");
}

export async function decideLargeBill(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("large_bill.approve", decisionSchema, form, (typed) =>
    api.licensing.decideLargeBill(typed),
  );
  if (problems) return problems;
  redirect(`/finance/parked?done=${form.get("approve") === "yes" ? "agreed" : "refused"}`);
}
