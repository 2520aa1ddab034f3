"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { approvalSchema, reasonSchema } from "#server/licensing/reason-form.ts";

export async function approve(_: FormState, form: FormData): Promise<FormState> {
  const as = form.get("as");
  const problems = await submit(
    as === "finance" ? "offer.approve_money" : "offer.approve",
    approvalSchema,
    form,
    (typed) =>
      as === "finance"
        ? api.licensing.approveOfferMoney(typed)
        : as === "board"
          ? api.licensing.recordBoardDecision(typed)
          : api.licensing.approveOffer(typed),
  );
  if (problems) return problems;
  redirect(`/offers/${form.get("reference")}?done=approved`);
}

export async function close(_: FormState, form: FormData): Promise<FormState> {
  const declines = form.get("move") === "decline";
  const problems = await submit(declines ? "offer.decline" : "offer.make", reasonSchema, form, (typed) =>
    declines ? api.licensing.declineOffer(typed) : api.licensing.withdrawOffer(typed),
  );
  if (problems) return problems;
  redirect(`/offers/${form.get("reference")}?done=${declines ? "declined" : "withdrawn"}`);
}
