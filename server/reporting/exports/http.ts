import { demand } from "#server/access/rules.ts";
import type { Ask } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { type ExportRange, exportRange } from "#server/reconciliation/sheet.ts";
import { type ExportName, exportControl, takeExport } from "./store/exports.ts";

/** One file for the days that the address names, as a stream that becomes a download. */
export const getExport = (request: Request, ask: Ask, name: ExportName): Promise<Response> =>
  answer(
    request,
    ask,
    ({ from, to }) => ({
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${name}-${from}-to-${to}.csv"`,
    }),
    (range) => takeExport(ask, name, range),
  );

/** Totals, fingerprints and the ends of the audit chains, to be kept beside the files; `verify --against` reads it. */
export const getControl = (request: Request, ask: Ask): Promise<Response> =>
  answer(
    request,
    ask,
    ({ from, to }) => ({
      "content-type": "application/json",
      "content-disposition": `attachment; filename="control-${from}-to-${to}.json"`,
    }),
    async (range) => `${JSON.stringify(await exportControl(ask, range), penceAsText, 2)}\n`,
  );

async function answer(
  request: Request,
  ask: Ask,
  headers: (range: ExportRange) => Record<string, string>,
  body: (range: ExportRange) => BodyInit | Promise<BodyInit>,
): Promise<Response> {
  demand(ask.actor, "export.take");
  const range = exportRange.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!range.success)
    return new Response("Say from and to which day, like ?from=2026-04-01&to=2026-04-30\n", { status: 400 });
  try {
    return new Response(await body(range.data), {
      headers: { ...headers(range.data), "cache-control": "no-store" },
    });
  } catch (error) {
    if (!(error instanceof Refusal && error.code === "busy")) throw error;
    const retryAfter = String(error.more.retryAfter ?? 60);
    return new Response(`${error.message}\n`, { status: 503, headers: { "retry-after": retryAfter } });
  }
}

const penceAsText = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);
