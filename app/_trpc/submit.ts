import { TRPCError } from "@trpc/server";
import type { z } from "zod";
import type { FormState } from "#app/_components/form-state.ts";
import type { Action } from "#server/access/rules.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { forgetKept, keep } from "./kept.ts";
import "#server/lib/schema-words.ts";
import { demandFirst } from "./server.ts";
import { formValues, typedIn } from "./typed.ts";

/**
 * Asks whether the sender may at all, by the action of the procedure that `work` calls; then parses the form and hands it
 * on. Problems come back beside their fields with everything that was typed; null means it was done. A refusal lands on
 * its field or in the summary; a bug goes on to the error page. A form that was only calculated is not done: `then` keeps
 * what was typed instead of forgetting it.
 */
export async function submit<Schema extends z.ZodType>(
  action: Action,
  schema: Schema,
  form: FormData,
  work: (input: z.output<Schema>) => Promise<unknown>,
  then: (form: FormData) => Promise<void> = forgetKept,
): Promise<FormState | null> {
  const forbidden = await refusedFirst(action, form);
  if (forbidden) return forbidden;
  const sent = formValues(form);
  const values = typedIn(form);
  const parsed = schema.safeParse(sent);
  if (!parsed.success) return { errors: firstErrors(parsed.error), values };
  try {
    await work(parsed.data);
    await then(form);
    return null;
  } catch (error) {
    if (!refusalOf(error) && !isOnItsWay(error)) await keep(form);
    return { errors: refusalIn(error), values };
  }
}

/**
 * Why the sender may not; null when they may. For actions that read a part of their form, or a file of it, before they
 * submit it: of what a stranger sends the text is kept, sealed, until they have signed in, and nothing is done with it.
 */
export async function refusedFirst(action: Action, form: FormData): Promise<FormState | null> {
  try {
    await demandFirst(action);
    return null;
  } catch (error) {
    if (!refusalOf(error)) await keep(form);
    return { errors: refusalIn(error), values: {} };
  }
}

function refusalIn(error: unknown): Record<string, string> {
  const refusal = refusalOf(error);
  if (refusal) return { [refusal.field ?? "form"]: refusal.message };
  throw error;
}

function refusalOf(error: unknown): Refusal | null {
  const refusal = error instanceof TRPCError ? error.cause : error;
  return refusal instanceof Refusal ? refusal : null;
}

/** Sent on to another page because it was done; who is sent to sign in or to confirm comes back to the form. */
const isOnItsWay = (error: unknown) => {
  const [kind, , to] = String((error as { digest?: string } | null)?.digest).split(";");
  return kind === "NEXT_REDIRECT" && !/^\/(sign-in|confirm)\b/.test(to ?? "");
};

function firstErrors(error: z.ZodError): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const issue of error.issues) {
    const field = issue.path.length ? issue.path.map(String).join(".") : "form";
    errors[field] ??= issue.message;
  }
  return errors;
}
