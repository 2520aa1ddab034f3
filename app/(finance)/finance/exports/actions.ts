"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import { exportRequest } from "#server/reporting/exports/form.ts";

export async function askForExport(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("export.take", exportRequest, form, (typed) =>
    api.reporting.askForExport(typed),
  );
  if (problems) return problems;
  const days = new URLSearchParams({ from: String(form.get("from")), to: String(form.get("to")) });
  redirect(`/finance/exports?${days}#files`);
}
