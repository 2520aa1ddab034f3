"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "#app/_components/form-state.ts";
import { api } from "#app/_trpc/server.ts";
import { submit } from "#app/_trpc/submit.ts";

const stepSchema = z.object({ by: z.enum(["day", "month", "year"]) });

/** Moves the business date on and says, on the page that follows, what fell due on the way. */
export async function moveClock(_: FormState, form: FormData): Promise<FormState> {
  const happened = new URLSearchParams();
  const problems = await submit("demo.use", stepSchema, form, async (step) => {
    const { from, documentsIssued } = await api.licensing.moveClock(step);
    happened.set("from", from);
    happened.set("documents", String(documentsIssued));
  });
  if (problems) return problems;
  redirect(`/demo/clock?${happened}`);
}
