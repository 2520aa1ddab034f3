"use server";
import { redirect } from "next/navigation";
import type { Answer, FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { typedIn } from "#app/_trpc/typed.ts";
import { offerSchema } from "#server/licensing/negotiation/form.ts";
import { previewOf } from "./preview.ts";

export async function makeOffer(before: FormState, form: FormData): Promise<FormState> {
  if (form.has("calculate")) return calculateOffer(before, form);
  let made = { reference: "" };
  const problems = await submit("offer.make", offerSchema, form, async (typed) => {
    made = await api.licensing.offer({ ...typed, parameters: parametersIn(form) });
  });
  if (problems) return problems;
  redirect(`/offers/${made.reference}?done=offered`);
}

/** What the offer would come to as it is typed. Nothing is kept. */
export async function calculateOffer(_: FormState, form: FormData): Promise<FormState> {
  let answer: Answer | undefined;
  const problems = await submit("offer.make", offerSchema, form, async (typed) => {
    answer = previewOf(await api.licensing.previewOffer({ ...typed, parameters: parametersIn(form) }));
  });
  return problems ?? { errors: {}, values: typedIn(form), ...(answer && { answer }) };
}

/** Fields named "parameters.PATH" are the negotiable parameters. */
const parametersIn = (form: FormData) =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      name.startsWith("parameters.") && typeof value === "string"
        ? [[name.slice("parameters.".length), value]]
        : [],
    ),
  );
