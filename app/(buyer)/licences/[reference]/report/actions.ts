"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import type { Action } from "#server/access/rules.ts";
import type { FactForm } from "#server/commercial-models/engine/fact-form.ts";
import { kinds } from "#server/commercial-models/index.ts";
import { factFormOf, factFormSchema } from "#server/licensing/settlement/facts-form.ts";

export async function report(_: FormState, sent: FormData): Promise<FormState> {
  const kind = kinds.find((one) => one === sent.get("kind"));
  const form = kind && factFormOf(kind, sent.get("fact"));
  if (!form) return { errors: { form: "This licence has no such report" }, values: {} };
  const problems = await submit(actions[form.by], factFormSchema(form), sent, (typed) =>
    send(form, typed as Record<string, string>),
  );
  if (problems) return problems;
  redirect(`/licences/${sent.get("licence")}?done=reported`);
}

const actions = {
  report: "facts.report",
  attest: "facts.attest",
  record: "facts.decide",
} as const satisfies Record<FactForm["by"], Action>;

/** Each kind of fact goes through the door of whoever may say it. */
function send(form: FactForm, typed: Record<string, string>) {
  const fact = {
    licence: typed.licence!,
    component: typed.component!,
    id: form.id(typed),
    on: typed.on!,
    evidence: typed.evidence ?? "",
    retracted: false,
    corrects: typed.corrects === "on",
    fact: form.fact,
    body: form.body(typed),
  };
  if (form.by === "report") return api.licensing.report(fact);
  if (form.by === "attest") return api.licensing.attest(fact);
  return api.licensing.recordFact(fact);
}
