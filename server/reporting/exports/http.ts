import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { ExportName } from "#db/enums.ts";
import { demand } from "#server/access/rules.ts";
import type { Person } from "#server/lib/actor.ts";
import type { Ask } from "#server/lib/change.ts";
import { plain, plainRefusal } from "#server/lib/http.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { turns } from "#server/lib/turns.ts";
import { type ExportRange, exportRange } from "#server/reconciliation/range.ts";
import { exportControl } from "./store/exports.ts";
import { askForFile, type ExportFile, readFile, recordTaken } from "./store/files.ts";
import { partsOf } from "./store/parts.ts";

const lookMilliseconds = 250;
/** How long a request waits for its file, and how many may wait at once; the others are told where it will be. */
const looks = 60;
const mostWaiting = 20;
let waiting = 0;

// It reads every row of both files while somebody waits for it.
const oneAtATime = turns({
  atOnce: 1,
  mostWaiting: 5,
  said: "Others are calculating control totals at the moment. Try again in a minute",
  retryAfter: 60,
});

/** A new file for the days that the address names: itself when it is soon ready, otherwise where it will be. */
export const getExport = (request: Request, ask: Ask, name: ExportName): Promise<Response> =>
  answered(async () => {
    demand(ask.actor, "export.take");
    const range = rangeOf(request);
    if (!range) return sayDays();
    const asking = { ...ask, actor: ask.actor as Person };
    const { id } = await askForFile(asking, { ...range, name, requestKey: randomUUID() });
    return await whenReady(request, ask, id);
  });

/** A file that was asked for, by its own address. */
export const getFile = (request: Request, ask: Ask, id: string): Promise<Response> =>
  answered(async () => {
    demand(ask.actor, "export.take");
    if (!z.uuid().safeParse(id).success) return gone();
    return await whenReady(request, ask, id);
  });

/** Totals, fingerprints and the ends of the audit chains, to be kept beside the files; `verify --against` reads it. */
export const getControl = (request: Request, ask: Ask): Promise<Response> =>
  answered(async () => {
    demand(ask.actor, "export.take");
    const range = rangeOf(request);
    if (!range) return sayDays();
    const control = await oneAtATime(() => exportControl(ask, range));
    return new Response(`${JSON.stringify(control, penceAsText, 2)}\n`, {
      headers: {
        "content-type": "application/json",
        "content-disposition": `attachment; filename="control-${range.from}-to-${range.to}.json"`,
        "cache-control": "no-store",
      },
    });
  });

async function whenReady(request: Request, ask: Ask, id: string): Promise<Response> {
  let file = await readFile(ask, id);
  if (waiting < mostWaiting) {
    waiting++;
    try {
      for (let look = 0; look < looks && isUnfinished(file) && !request.signal.aborted; look++) {
        await pause(lookMilliseconds);
        file = await readFile(ask, id);
      }
    } finally {
      waiting--;
    }
  }
  if (isUnfinished(file)) return comeBack(file);
  if (file.status === "failed") return plain(500, `${file.problem}`);
  await recordTaken(ask, file);
  return download(ask, file);
}

const isUnfinished = ({ status }: ExportFile) => status === "waiting" || status === "being_made";

const download = (ask: Ask, file: ExportFile) =>
  new Response(partsOf(ask, file), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${file.name}-${file.fromDay}-to-${file.toDay}.csv"`,
      "content-length": String(file.sizeBytes),
      "cache-control": "no-store",
    },
  });

const comeBack = ({ id }: ExportFile) =>
  plain(202, `The file is being made. It will be at /finance/exports/files/${id}`, {
    location: `/finance/exports/files/${id}`,
    "retry-after": "5",
  });

async function answered(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.code === "not_found" ? gone() : plainRefusal(error);
  }
}

const gone = () => plain(404, "There is no such file, or it is not kept any more. Ask for it again");
const sayDays = () => plain(400, "Say from and to which day, like ?from=2026-04-01&to=2026-04-30");

function rangeOf(request: Request): ExportRange | null {
  const range = exportRange.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  return range.success ? range.data : null;
}

const penceAsText = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);
