"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { homeFor } from "#app/_components/navigation.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { byIdSchema, changePasswordSchema, noFieldsSchema } from "#server/access/forms.ts";
import { choiceSchema } from "#server/notices/form.ts";

export async function revokeSession(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("session.manage_own", byIdSchema, form, (chosen) =>
    api.access.revokeSession(chosen),
  );
  if (problems) return problems;
  redirect("/account?done=session-ended");
}

export async function endOtherSessions(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("session.manage_own", noFieldsSchema, form, () =>
    api.access.endOtherSessions(),
  );
  if (problems) return problems;
  redirect("/account?done=other-sessions-ended");
}

export async function chooseMail(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("session.manage_own", choiceSchema, form, (chosen) =>
    api.access.chooseNotices(chosen),
  );
  if (problems) return problems;
  redirect("/account?done=mail-chosen#mail");
}

export async function changePassword(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("session.manage_own", changePasswordSchema, form, (typed) =>
    api.access.changePassword(typed),
  );
  if (problems) return { ...problems, values: {} };
  redirect("/account?done=password-changed");
}

/** Acts as another of one's organisations, and goes to where its day begins. */
export async function switchOrganisation(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("session.manage_own", byIdSchema, form, (chosen) =>
    api.access.switchOrganisation(chosen),
  );
  if (problems) return problems;
  redirect(homeFor((await viewer())?.roles ?? []));
}
