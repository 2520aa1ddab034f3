"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";
import type { Action } from "#server/access/rules.ts";
import { messageSchema } from "#server/catalogue/enquiries/forms.ts";

export const reply = async (_: FormState, form: FormData): Promise<FormState> =>
  write("enquiry.ask", form, (typed) => api.enquiries.reply(typed));

export const answer = async (_: FormState, form: FormData): Promise<FormState> =>
  write("enquiry.answer", form, (typed) => api.enquiries.answer(typed));

async function write(
  action: Action,
  form: FormData,
  send: Parameters<typeof submit<typeof messageSchema>>[3],
) {
  const problems = await submit(action, messageSchema, form, send);
  if (problems) return problems;
  const did = form.get("close") === "yes" ? "closed" : "written";
  redirect(`/enquiries/${encodeURIComponent(String(form.get("reference")))}?done=${did}`);
}
