"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { refusedFirst, submit } from "#app/_trpc/submit.ts";
import { formValues } from "#app/_trpc/typed.ts";
import { readTyped } from "#server/catalogue/desk/field-text.ts";
import {
  bulkFormSchema,
  bySlug,
  draftDecisionSchema,
  fromJson,
  linkingSchema,
  newSetSchema,
  proposingSchema,
  restoringSchema,
  retiringSchema,
  unlinkingForm,
} from "#server/catalogue/desk/forms.ts";
import { problemsOf, sectionOf } from "#server/catalogue/desk/sections.ts";

const desk = "/commercial/catalogue";
const byId = z.object({ id: z.uuid() });
const text = (form: FormData, name: string) => encodeURIComponent(String(form.get(name) ?? ""));
const pageOf = (form: FormData) => `${desk}/${text(form, "slug")}`;

export async function startDraft(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("catalogue.edit", bySlug, form, (typed) => api.desk.startDraft(typed));
  if (problems) return problems;
  redirect(`${pageOf(form)}/what`);
}

export async function startNewSet(_: FormState, form: FormData): Promise<FormState> {
  let slug = "";
  const problems = await submit("catalogue.edit", newSetSchema, form, async (typed) => {
    slug = (await api.desk.startNewSet(typed)).slug;
  });
  if (problems) return problems;
  redirect(`${desk}/${slug}/what`);
}

const savedPart = z.object({
  id: z.uuid(),
  revision: z.coerce.number().int(),
  was: z.preprocess(fromJson, z.record(z.string(), z.unknown())),
});

/** Saves one section of a draft. What cannot be read is said beside its field with everything that was typed. */
export async function saveSection(_: FormState, form: FormData): Promise<FormState> {
  const forbidden = await refusedFirst("catalogue.edit", form);
  if (forbidden) return forbidden;
  const section = sectionOf(String(form.get("section")));
  if (!section) return { errors: { form: "There is no such section" }, values: {} };
  const sent = formValues(form);
  const patch = readTyped(section.fields, sent);
  const errors = problemsOf(patch);
  if (Object.keys(errors).length > 0)
    return {
      errors,
      values: Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, String(value)])),
    };
  const problems = await submit("catalogue.edit", savedPart, form, (typed) =>
    api.desk.saveDraft({ ...typed, patch }),
  );
  if (problems) {
    // The form then stands on what is saved now, so that saving again is a choice and not a second refusal.
    revalidatePath(`${desk}/[slug]/[section]`, "page");
    return problems;
  }
  redirect(`${pageOf(form)}/${section.key}?saved=yes`);
}

export async function discardDraft(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("catalogue.edit", byId, form, (typed) => api.desk.discardDraft(typed));
  if (problems) return problems;
  redirect(`${desk}?done=discarded`);
}

export async function takeOver(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("catalogue.edit", byId, form, (typed) => api.desk.takeOver(typed));
  if (problems) return problems;
  redirect(`${pageOf(form)}?done=taken-over`);
}

export async function propose(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("catalogue.edit", proposingSchema, form, (typed) => api.desk.propose(typed));
  if (problems) return problems;
  redirect(`${pageOf(form)}?done=proposed`);
}

export async function withdraw(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("catalogue.edit", byId, form, (typed) => api.desk.withdraw(typed));
  if (problems) return problems;
  redirect(form.get("slug") ? `${pageOf(form)}?done=withdrawn` : `${desk}/waiting?done=withdrawn`);
}

/** How many datasets that stayed behind are named in the address; the others are found on the desk as drafts. */
const named = 40;

export async function decide(_: FormState, form: FormData): Promise<FormState> {
  let outcome: Awaited<ReturnType<typeof api.desk.decide>> = null;
  const problems = await submit("catalogue.publish", draftDecisionSchema, form, async (typed) => {
    outcome = await api.desk.decide(typed);
  });
  if (problems) return problems;
  const { published, stayed } = outcome ?? { published: [], stayed: [] };
  const parameters = new URLSearchParams({
    done: form.get("approve") === "yes" ? "published" : "refused",
    published: String(published.length),
  });
  for (const { slug } of stayed.slice(0, named)) parameters.append("stayed", slug);
  redirect(`${desk}/waiting?${parameters}`);
}

export async function retire(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("catalogue.edit", retiringSchema, form, (typed) => api.desk.retire(typed));
  if (problems) return problems;
  redirect(`${pageOf(form)}?done=retired`);
}

export async function restore(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("catalogue.edit", restoringSchema, form, (typed) => api.desk.restore(typed));
  if (problems) return problems;
  redirect(`${pageOf(form)}?done=restored`);
}

export async function link(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("catalogue.edit", linkingSchema, form, (typed) => api.desk.link(typed));
  if (problems) return problems;
  redirect(`${pageOf(form)}?done=linked#links`);
}

export async function unlink(_: FormState, form: FormData): Promise<FormState> {
  const problems = await submit("catalogue.edit", unlinkingForm, form, ({ slug, linked }) =>
    api.desk.unlink({ slug, withSlug: linked }),
  );
  if (problems) return problems;
  redirect(`${pageOf(form)}?done=unlinked#links`);
}

export async function makeBulk(_: FormState, form: FormData): Promise<FormState> {
  let made = { proposal: "", made: 0 };
  const problems = await submit("catalogue.edit", bulkFormSchema, form, async (typed) => {
    made = await api.desk.makeBulk(typed);
  });
  if (problems) return problems;
  redirect(`${desk}/waiting/${made.proposal}?done=proposed`);
}
