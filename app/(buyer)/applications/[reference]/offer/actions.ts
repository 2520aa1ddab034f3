"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { offerSchema } from "#server/licensing/negotiation/form.ts";

export async function makeOffer(_: FormState, form: FormData): Promise<FormState> {
  let made = { reference: "" };
  const problems = await submit("offer.make", offerSchema, form, async (typed) => {
    made = await api.licensing.offer({ ...typed, parameters: parametersIn(form) });
  });
  if (problems) return problems;
  redirect(`/offers/${made.reference}?done=offered`);
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
