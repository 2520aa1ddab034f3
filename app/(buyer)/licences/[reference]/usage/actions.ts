"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { sentText } from "#app/_trpc/sent-text.ts";
import { api } from "#app/_trpc/server.ts";
import { refusedFirst, submit } from "#app/_trpc/submit.ts";
import { usageDecisionSchema, usageUploadSchema } from "#server/licensing/usage/form.ts";

/** The file becomes text here; what is wrong with it comes back line by line. */
export async function uploadUsage(_: FormState, form: FormData): Promise<FormState> {
  const forbidden = await refusedFirst("facts.report", form);
  if (forbidden) return forbidden;
  const file = form.get("file");
  if (!(file instanceof File) || file.size === 0)
    return { errors: { file: "Choose a file of comma-separated values" }, values: {} };
  const sent = await sentText(file, "file");
  if ("refused" in sent) return sent.refused;
  form.set("csv", sent.text);
  let taken = { accepted: 0, duplicates: 0, exceptions: 0 };
  const problems = await submit("facts.report", usageUploadSchema, form, async (typed) => {
    taken = await api.licensing.uploadUsage(typed);
  });
  if (problems) {
    const [first = "", ...lines] = (problems.errors.file ?? "").split("\n");
    const { csv: _sent, ...values } = problems.values;
    return {
      errors: { ...problems.errors, ...(first && { file: first }) },
      values: { ...values, faults: lines.join("\n") },
    };
  }
  const said = new URLSearchParams({
    done: "uploaded",
    ...Object.fromEntries(Object.entries(taken).map(([name, count]) => [name, String(count)])),
  });
  redirect(`/licences/${form.get("reference")}/usage?${said}`);
}

export async function decideException(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("facts.decide", usageDecisionSchema, form, (typed) =>
    api.licensing.decideUsageException(typed),
  );
  if (problems) return problems;
  redirect(`/licences/${form.get("reference")}/usage?done=decided`);
}
