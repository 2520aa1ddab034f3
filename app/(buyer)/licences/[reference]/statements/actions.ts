"use server";
import { redirect } from "next/navigation";
import type { Answer, FormState } from "#app/_components/form-state.ts";
import { keepOn } from "#app/_trpc/kept.ts";
import { sentText } from "#app/_trpc/sent-text.ts";
import { api } from "#app/_trpc/server.ts";
import { refusedFirst, submit } from "#app/_trpc/submit.ts";
import { attestSchema, statementSchema } from "#server/licensing/statements/form.ts";
import { previewOf } from "./preview.ts";

const largest = 5_000_000;

/** A chosen file wins over typed rows; either way the same text is checked and kept. */
export async function prepare(_: FormState, form: FormData): Promise<FormState> {
  const forbidden = await refusedFirst("facts.report", form);
  if (forbidden) return forbidden;
  const file = form.get("file");
  if (file instanceof File && file.size > 0) {
    if (file.size > largest) return { errors: { file: "The file is larger than 5 MB" }, values: {} };
    const sent = await sentText(file, "file");
    if ("refused" in sent) return sent.refused;
    form.set("rows", sent.text);
    form.set("fileName", file.name.slice(0, 200));
  }
  let reference = "";
  const problems = await submit("facts.report", statementSchema, form, async (typed) => {
    ({ reference } = await api.licensing.prepareStatement(typed));
  });
  if (problems) return problems;
  redirect(`/licences/${form.get("licence")}/statements/${reference}`);
}

/** What the rows in the form come to, or what is wrong with them. Nothing is sent; what was typed is kept for a reload. */
export async function calculateStatement(_: FormState, form: FormData): Promise<FormState> {
  let answer: Answer | undefined;
  const problems = await submit(
    "facts.report",
    statementSchema,
    form,
    async (typed) => {
      answer = previewOf(await api.licensing.previewStatement(typed));
    },
    keepOn,
  );
  return problems ?? { errors: {}, values: {}, ...(answer && { answer }) };
}

export async function attest(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("facts.attest", attestSchema, form, (typed) =>
    api.licensing.attestStatement(typed),
  );
  if (problems) return problems;
  redirect(`/licences/${form.get("licence")}?done=reported`);
}
