"use server";
import { redirect } from "next/navigation";
import type { FormState } from "#app/_components/form-state.ts";
import { submit } from "#app/_trpc/form.ts";
import { api } from "#app/_trpc/server.ts";
import { messageSchema } from "#server/catalogue/enquiries/forms.ts";

export const reply = async (_: FormState, form: FormData): Promise<FormState> =>
  write(form, (typed) => api.enquiries.reply(typed));

export const answer = async (_: FormState, form: FormData): Promise<FormState> =>
  write(form, (typed) => api.enquiries.answer(typed));

async function write(form: FormData, send: Parameters<typeof submit<typeof messageSchema>>[2]) {
  const problems = await submit(messageSchema, form, send);
  if (problems) return problems;
  const did = form.get("close") === "yes" ? "closed" : "written";
  redirect(`/enquiries/${encodeURIComponent(String(form.get("reference")))}?done=${did}`);
}
