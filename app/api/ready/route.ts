import { database } from "#server/context.ts";
import { notReadyBecause } from "#server/jobs/ready.ts";
import { system } from "#server/lib/actor.ts";
import { londonDate } from "#server/lib/dates.ts";

/** Whether this installation can serve: database, migrations and worker. A load balancer asks before it sends people. */
export async function GET() {
  const now = new Date();
  const reasons = await notReadyBecause({ db: database(), actor: system, now, today: londonDate(now) });
  return reasons.length === 0
    ? Response.json({ status: "ready" })
    : Response.json({ status: "not ready", reasons }, { status: 503 });
}

export const dynamic = "force-dynamic";
