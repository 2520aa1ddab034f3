import { exportControl } from "#server/reporting/exports/store/exports.ts";
import { answer } from "../answer.ts";

/** Totals, fingerprints and the ends of the audit chains, to be kept beside the files; `verify --against` reads it. */
export const GET = (request: Request) =>
  answer(
    request,
    ({ from, to }) => ({
      "content-type": "application/json",
      "content-disposition": `attachment; filename="control-${from}-to-${to}.json"`,
    }),
    async (ctx, range) => {
      const control = await exportControl(ctx, range);
      return `${JSON.stringify(control, (_, value) => (typeof value === "bigint" ? String(value) : value), 2)}\n`;
    },
  );
