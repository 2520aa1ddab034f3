import "server-only";
import { redirect } from "next/navigation";
import { withNext } from "#app/_trpc/local-path.ts";
import { mayDo } from "#server/access/rules.ts";
import { createContext } from "#server/context.ts";
import { type ExportRange, exportRange } from "#server/reconciliation/sheet.ts";
import { type ExportName, takeExport } from "#server/reporting/exports/store/exports.ts";
import type { Context } from "#server/trpc.ts";

/** Streams one file as a download to whoever may take it; sends others to sign in or to an explanation. */
export const answerCsv = (request: Request, name: ExportName): Promise<Response> =>
  answer(
    request,
    ({ from, to }) => ({
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${name}-${from}-to-${to}.csv"`,
    }),
    (ctx, range) => takeExport(ctx, name, range),
  );

export async function answer(
  request: Request,
  headers: (range: ExportRange) => Record<string, string>,
  body: (ctx: Context, range: ExportRange) => BodyInit | Promise<BodyInit>,
): Promise<Response> {
  const { pathname, search, searchParams } = new URL(request.url);
  const ctx = await createContext();
  if (ctx.actor.kind === "visitor") redirect(withNext("/sign-in", pathname + search));
  if (!mayDo(ctx.actor, "export.take")) redirect("/not-allowed");
  const range = exportRange.safeParse(Object.fromEntries(searchParams));
  if (!range.success)
    return new Response("Say from and to which day, like ?from=2026-04-01&to=2026-04-30\n", { status: 400 });
  return new Response(await body(ctx, range.data), {
    headers: { ...headers(range.data), "cache-control": "no-store" },
  });
}
