"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { enquirySchema } from "#server/catalogue/enquiries/forms.ts";

export async function askCustodian(_: FormState, form: FormData): Promise<FormState> {
  let asked = { reference: "" };
  const problems = await submit("enquiry.ask", enquirySchema, form, async (typed) => {
    asked = await api.enquiries.ask(typed);
  });
  if (problems) return problems;
  redirect(`/enquiries/${asked.reference}?done=asked`);
}
