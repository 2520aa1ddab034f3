"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { submit } from "#app/_trpc/form.ts";
import { api } from "#app/_trpc/server.ts";
import { type FactForm, factFormSchema, factForms } from "#server/licensing/settlement/facts-form.ts";

export async function report(_: FormState, sent: FormData): Promise<FormState> {
  const form = Object.entries(factForms)
    .find(([kind]) => kind === sent.get("kind"))?.[1]
    .find(({ fact }) => fact === sent.get("fact"));
  if (!form) return { errors: { form: "This licence has no such report" }, values: {} };
  const problems = await submit(factFormSchema(form), sent, (typed) =>
    send(form, typed as Record<string, string>),
  );
  if (problems) return problems;
  redirect(`/licences/${sent.get("licence")}?done=reported`);
}

/** Each kind of fact goes through the door of whoever may say it. */
function send(form: FactForm, typed: Record<string, string>) {
  const fact = {
    licence: typed.licence!,
    component: typed.component!,
    id: form.id(typed),
    on: typed.on!,
    evidence: typed.evidence ?? "",
    retracted: false,
    body: form.body(typed, {}),
  };
  if (form.by === "report") return api.licensing.report({ ...fact, fact: form.fact as "used" });
  if (form.by === "attest") return api.licensing.attest({ ...fact, fact: form.fact as "estimated" });
  return api.licensing.recordFact({ ...fact, fact: form.fact as "accepted" });
}
