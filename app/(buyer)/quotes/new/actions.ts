"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { quoteRequestSchema } from "#server/quoting/request.ts";

export async function keep(_: FormState, form: FormData): Promise<FormState> {
  let kept = { reference: "" };
  const problems = await submit("quote.make", quoteRequestSchema, form, async (request) => {
    kept = await api.quotes.make(request);
  });
  if (problems) return problems;
  redirect(`/quotes/${kept.reference}?done=kept`);
}
