import { contextOfMachine } from "#server/context.ts";
import { getUsage, postUsage } from "#server/licensing/usage/http.ts";

/** Usage from and for machines. Bearer tokens, not cookies: no page of another site can send one. */
export const POST = async (request: Request) => postUsage(request, await contextOfMachine());
export const GET = async (request: Request) => getUsage(request, await contextOfMachine());

export const dynamic = "force-dynamic";
