import { randomUUID } from "node:crypto";
import type { Knock } from "#server/lib/http.ts";
import type { marketplace } from "./marketplace.ts";

/** A machine at the doors of this marketplace, on the day of the test unless said otherwise. */
export function knockAt(
  market: Awaited<ReturnType<typeof marketplace>>,
  { day = market.today, now = market.on(day).now } = {},
): Knock {
  const requestId = randomUUID();
  return {
    requestId,
    opened: async () => ({ ...market.on(day), now, address: "192.0.2.1", requestId, demo: true }),
  };
}
