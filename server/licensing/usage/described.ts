import { type Described, json, parametersOf, refusedWith } from "#server/lib/openapi.ts";
import { receivedSchema, usageAnswerSchema } from "./answers.ts";
import { usageBatchSchema, usageEventSchema, usageQuerySchema } from "./form.ts";

const event = {
  source: "meter-1",
  id: "42",
  licence: "HDL-2026-0001",
  quantity: "1500",
  at: "2026-11-24T10:00:00Z",
};

const usage = {
  licence: "HDL-2026-0001",
  component: "usage",
  unit: "row",
  period: { from: "2026-11-24", to: "2026-12-24" },
  billedOn: "2026-12-29",
  days: [{ on: "2026-11-24", quantity: "1250000", cumulative: "1250000", chargePence: "50000" }],
  charge: {
    netPence: "50000",
    lines: [
      {
        description: "1,250,000 rows",
        workings: "250,000 free; 1,000,000 × 0.05p = £500.00",
        netPence: "50000",
      },
    ],
  },
  openExceptions: 0,
};

/** /api/v1/usage as OpenAPI, from the schemas that read and answer. */
export const usageDescribed: Described = {
  tag: { name: "usage", description: "Usage that is billed, from and for an organisation's own machines" },
  paths: {
    "/api/v1/usage": {
      post: {
        operationId: "sendUsage",
        summary: "Send usage events, all or none",
        description:
          "As often as you like: the same (source, id) is the same event for ever. What cannot be counted waits for a person.",
        tags: ["usage"],
        security: [{ token: ["usage:write"] }],
        requestBody: { required: true, ...json("UsageBatch", { events: [event] }) },
        responses: {
          200: {
            description: "What became of the events",
            ...json("UsageReceived", { accepted: 1, duplicates: 0, exceptions: [] }),
          },
          ...refusedWith(400, 401, 403, 413, 415),
        },
      },
      get: {
        operationId: "readUsage",
        summary: "Usage against charge in one billing period, day by day",
        description: "Without a period that has begun, the one of today.",
        tags: ["usage"],
        security: [{ token: ["usage:read"] }],
        parameters: parametersOf(usageQuerySchema),
        responses: {
          200: { description: "Quantities and pence as text", ...json("Usage", usage) },
          ...refusedWith(400, 401, 403, 404),
        },
      },
    },
  },
  sent: { UsageEvent: usageEventSchema, UsageBatch: usageBatchSchema },
  answered: { UsageReceived: receivedSchema, Usage: usageAnswerSchema },
};
