import { z } from "zod";
import { accountCodes } from "#server/ledger/accounts.ts";
import { withDates } from "#server/lib/dates.ts";
import { day } from "./fields.ts";
import type { DocumentLine } from "./plan.ts";

const amount = z.union([z.number().int(), z.string().regex(/^-?\d+$/)]).transform((value) => BigInt(value));
const account = z.enum(accountCodes);
const stored = z.object({
  key: z.string(),
  revision: z.number().int(),
  component: z.string(),
  period: z.object({ from: day, to: day }),
  lines: z.array(z.object({ description: z.string(), net: amount, workings: z.string() })),
  net: amount,
  pool: z
    .object({
      id: z.string(),
      income: account,
      ahead: account,
      behind: account,
      against: account.optional(),
    })
    .transform(({ against, ...pool }) => ({ ...pool, ...(against !== undefined && { against }) })),
});

/** A document line as it was stored, back in the engine's shape. */
export const reviveLine = (raw: unknown): DocumentLine => stored.parse(raw);

/** The steps of a line, for showing. Earlier releases stored days as 2026-04-01; people read them written out. */
export const reviveSteps = (raw: unknown) =>
  stored.shape.lines.parse(raw).map((step) => ({
    ...step,
    description: withDates(step.description),
    workings: withDates(step.workings),
  }));
