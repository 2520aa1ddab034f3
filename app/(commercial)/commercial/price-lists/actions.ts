"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { decisionSchema } from "#server/access/decision-form.ts";
import { mandateSchema } from "#server/catalogue/mandates-form.ts";
import {
  bySlug,
  decideListSchema,
  draftDatesSchema,
  draftPriceSchema,
  draftSchema,
  sendDraftSchema,
} from "#server/pricing/drafts-form.ts";

const pageOf = (form: FormData) => `/commercial/price-lists/${encodeURIComponent(String(form.get("slug")))}`;

export async function start(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("price_list.edit", bySlug, form, (typed) => api.pricing.startDraft(typed));
  if (problems) return problems;
  redirect(`${pageOf(form)}/edit`);
}

export async function savePrice(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("price_list.edit", draftPriceSchema, form, (typed) =>
    api.pricing.saveDraftPrice(typed),
  );
  if (problems) return problems;
  const place = new URLSearchParams({
    model: String(form.get("kind")),
    for: String(form.get("customer")),
    done: "saved",
  });
  redirect(`${pageOf(form)}/edit?${place}`);
}

export async function saveDates(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("price_list.edit", draftDatesSchema, form, (typed) =>
    api.pricing.saveDraftDates(typed),
  );
  if (problems) return problems;
  redirect(`${pageOf(form)}?done=dated`);
}

export async function send(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("price_list.edit", sendDraftSchema, form, (typed) =>
    api.pricing.sendDraft(typed),
  );
  if (problems) return problems;
  redirect(`${pageOf(form)}?done=sent`);
}

export async function withdraw(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("price_list.edit", draftSchema, form, (typed) =>
    api.pricing.withdrawDraft(typed),
  );
  if (problems) return problems;
  redirect(`${pageOf(form)}?done=withdrawn`);
}

export async function recordMandate(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("catalogue.edit", mandateSchema, form, (typed) => api.mandates.record(typed));
  if (problems) return problems;
  redirect(`${pageOf(form)}?done=mandate`);
}

export async function decideMandate(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("catalogue.publish", decisionSchema, form, (typed) =>
    api.mandates.decide(typed),
  );
  if (problems) return problems;
  redirect("/commercial/approvals?done=yes");
}

export async function decide(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("price_list.approve", decideListSchema, form, (typed) =>
    api.pricing.decideList(typed),
  );
  if (problems) return problems;
  redirect("/commercial/approvals?done=yes");
}
