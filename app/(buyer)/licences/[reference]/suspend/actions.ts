"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { reasonSchema } from "#server/licensing/reason-form.ts";

export async function suspendOrRestore(_: FormState, form: FormData): Promise<FormState> {
  const restores = form.get("move") === "restore";
  const problems = await submit("facts.decide", reasonSchema, form, (typed) =>
    restores ? api.licensing.restore(typed) : api.licensing.suspend(typed),
  );
  if (problems) return problems;
  redirect(`/licences/${form.get("reference")}?done=${restores ? "restored" : "suspended"}`);
}
