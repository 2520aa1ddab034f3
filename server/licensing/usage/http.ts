import { admit } from "#server/access/bearer.ts";
import { countTry } from "#server/access/store/rate-limit.ts";
import { answerMachine, type Knock } from "#server/lib/http.ts";
import { fromBody, fromQuery, jsonWithin } from "#server/lib/input.ts";
import { decimalText } from "#server/lib/money.ts";
import type { UsageAnswer } from "./answers.ts";
import { usageBatchSchema, usageQuerySchema } from "./form.ts";
import { usageOfLicence } from "./page.ts";
import { dayLimit } from "./quotas.ts";
import { receiveUsage } from "./receiving.ts";

const largestBytes = 1024 * 1024;
const batchLimit = { limit: 2400, minutes: 1 };
const readLimit = { limit: 120, minutes: 1 };

/**
 * POST /api/v1/usage: events from a machine with a bearer token. 200 with what became of them, or a problem with every
 * fault and its JSON pointer, and nothing taken.
 */
export const postUsage = (request: Request, knock: Knock): Promise<Response> =>
  answerMachine(knock, async (asking) => {
    const { actor, tokenId } = await admit(request, asking, "usage:write");
    await countTry({ ...asking, actor }, `usage ${tokenId}`, batchLimit);
    const { events } = fromBody(usageBatchSchema, await jsonWithin(request, largestBytes));
    await countTry({ ...asking, actor }, `usage events of ${actor.organisationId}`, dayLimit, events.length);
    return Response.json(await receiveUsage({ ...asking, actor }, events));
  });

/** GET /api/v1/usage?licence=…&period=YYYY-MM-DD: usage against charge by day; quantities and pence as text. */
export const getUsage = (request: Request, knock: Knock): Promise<Response> =>
  answerMachine(knock, async (asking) => {
    const { actor, tokenId } = await admit(request, asking, "usage:read");
    await countTry({ ...asking, actor }, `usage read ${tokenId}`, readLimit);
    const { licence, ...wanted } = fromQuery(usageQuerySchema, request);
    const usage = await usageOfLicence({ ...asking, actor }, { ...wanted, reference: licence });
    return Response.json(asAnswer(licence, usage));
  });

const asAnswer = (licence: string, usage: Awaited<ReturnType<typeof usageOfLicence>>): UsageAnswer => ({
  licence,
  component: usage.meter,
  unit: usage.terms.unit,
  period: usage.period,
  billedOn: usage.billedOn,
  days: usage.days.map(({ on, quantity, cumulative, charge }) => ({
    on,
    quantity: decimalText(quantity),
    cumulative: decimalText(cumulative),
    chargePence: String(charge),
  })),
  charge: {
    netPence: String(usage.charge.net),
    lines: usage.charge.lines.map(({ description, workings, net }) => ({
      description,
      workings,
      netPence: String(net),
    })),
  },
  openExceptions: usage.exceptions.open,
});
