"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { byIdSchema } from "#server/access/forms.ts";
import { newTokenSchema } from "#server/access/tokens-form.ts";

/** Answers with the secret instead of going on to another page: it is shown this once. */
export async function makeToken(_: FormState, form: FormData): Promise<FormState> {
  let made = { secret: "" };
  const problems = await submit("tokens.manage", newTokenSchema, form, async (typed) => {
    made = await api.access.makeToken(typed);
  });
  if (problems) return problems;
  revalidatePath("/organisation/tokens");
  return { errors: {}, values: made };
}

export async function revokeToken(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("tokens.manage", byIdSchema, form, (chosen) =>
    api.access.revokeToken(chosen),
  );
  if (problems) return problems;
  redirect("/organisation/tokens?done=revoked");
}
