import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { type Action, demand, mayDo } from "#server/access/rules.ts";
import { createContext } from "#server/context.ts";
import { log } from "#server/lib/log.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { createCaller } from "#server/router.ts";
import type { Context } from "#server/trpc.ts";
import { withNext } from "./local-path.ts";

/**
 * The procedures, called in the same process with the same checks. A page that is drawn shares one context; a server
 * action gets its own for every call (React keeps no cache outside drawing), so its clock and session are current.
 * What a page may not show becomes the right page. What an action may not do comes back as an error for its form.
 */
export const api = createCaller(cache(contextOfPage), {
  onError({ error, type, ctx }) {
    const page = ctx && pages.get(ctx);
    const refusal = error.cause instanceof Refusal ? error.cause.code : null;
    if (refusal === "not_signed_in") redirect(withNext("/sign-in", page));
    if (refusal === "confirm_first") redirect(withNext("/confirm", page));
    if (error.code === "INTERNAL_SERVER_ERROR" && !refusal)
      log.error({ error: error.cause ?? error, requestId: ctx?.requestId }, "a bug");
    // Of an error a page in the browser is told no more than its digest.
    if (refusal === "busy")
      for (const thrown of [error, error.cause]) Object.assign(thrown as Error, { digest: refusal });
    if (type !== "query") return;
    if (error.code === "NOT_FOUND" || error.code === "BAD_REQUEST") notFound();
    if (error.code === "FORBIDDEN") redirect("/not-allowed");
  },
});

/**
 * Asks for the right that a procedure will ask for again, before anything that was sent is read: a visitor is sent to
 * sign in, anybody else hears a refusal.
 */
export async function demandFirst(action: Action): Promise<void> {
  const { actor } = await createContext();
  if (actor.kind === "visitor" && !mayDo(actor, action))
    redirect(withNext("/sign-in", (await headers()).get("x-pathname")));
  demand(actor, action);
}

// onError cannot wait for headers(), so where we are is remembered with the context.
const pages = new WeakMap<Context, string>();

async function contextOfPage() {
  const ctx = await createContext();
  pages.set(ctx, (await headers()).get("x-pathname") ?? "");
  return ctx;
}
