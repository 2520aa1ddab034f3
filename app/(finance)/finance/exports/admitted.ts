import { redirect } from "next/navigation";
import { withNext } from "#app/_trpc/local-path.ts";
import { mayDo } from "#server/access/rules.ts";
import type { Context } from "#server/trpc.ts";

/** Lets through whoever may take exports; sends others to sign in and back, or to an explanation. */
export function admitted(request: Request, ctx: Context): Context {
  const { pathname, search } = new URL(request.url);
  if (ctx.actor.kind === "visitor") redirect(withNext("/sign-in", pathname + search));
  if (!mayDo(ctx.actor, "export.take")) redirect("/not-allowed");
  return ctx;
}
