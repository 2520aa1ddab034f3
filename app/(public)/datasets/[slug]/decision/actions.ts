"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { refusedFirst, submit } from "#app/_trpc/submit.ts";
import { typedIn } from "#app/_trpc/typed.ts";
import { useDecisionSchema } from "#server/catalogue/dataset/decision-form.ts";

export async function decide(_: FormState, form: FormData): Promise<FormState> {
  const forbidden = await refusedFirst("use_terms.decide", form);
  if (forbidden) return forbidden;
  // The five minutes may pass while somebody writes a reason: what they wrote must not be lost over it.
  if ((await api.access.viewer())?.confirmed === false)
    return {
      errors: {
        form: "More than five minutes went by since you confirmed that it is you. Confirm again in another window, then send this once more",
      },
      values: typedIn(form),
    };
  let slug = "";
  const problems = await submit("use_terms.decide", useDecisionSchema, form, async (typed) => {
    slug = typed.slug;
    await api.catalogue.decideUse(typed);
  });
  if (problems) return problems;
  redirect(`/datasets/${slug}/decision?done=yes`);
}
