"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { sentText } from "#app/_trpc/sent-text.ts";
import { api } from "#app/_trpc/server.ts";
import { refusedFirst, submit } from "#app/_trpc/submit.ts";
import { importInput, matchDecision } from "#server/catalogue/import/import-form.ts";

const most = 20 * 1024 * 1024;

/** Files become text here; what stands in them is judged by the import, never by their names. */
export async function importCatalogue(_: FormState, form: FormData): Promise<FormState> {
  const forbidden = await refusedFirst("catalogue.import", form);
  if (forbidden) return forbidden;
  const sent = form.getAll("files").filter((file): file is File => file instanceof File && file.size > 0);
  if (sent.length === 0) return { errors: { files: "Choose at least one file" }, values: {} };
  if (sent.reduce((total, { size }) => total + size, 0) > most)
    return { errors: { files: "The files are larger than 20 MB together" }, values: {} };
  const files: { name: string; text: string }[] = [];
  for (const file of sent) {
    const read = await sentText(file, "files");
    if ("refused" in read)
      return { errors: { files: `${file.name.slice(0, 100)}: ${read.refused.errors.files}` }, values: {} };
    files.push({ name: file.name, text: read.text });
  }
  let reference = "";
  const problems = await submit(
    "catalogue.import",
    importInput.omit({ files: true }),
    new FormData(),
    async () => {
      ({ reference } = await api.imports.run({ files }));
    },
  );
  if (problems) return problems;
  redirect(`/commercial/catalogue/imports/${reference}?done=imported`);
}

export async function decideOnMatch(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("catalogue.import", matchDecision, form, (typed) =>
    api.imports.decideMatch(typed),
  );
  if (problems) return problems;
  redirect("/commercial/catalogue/imports?done=decided");
}
