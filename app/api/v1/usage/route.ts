import { knock } from "#server/context.ts";
import { only } from "#server/lib/http.ts";
import { getUsage, postUsage } from "#server/licensing/usage/http.ts";

/** Usage from and for machines. Bearer tokens, not cookies: no page of another site can send one. */
export const POST = async (request: Request) => postUsage(request, await knock());
export const GET = async (request: Request) => getUsage(request, await knock());
export const { PUT, PATCH, DELETE, OPTIONS } = only("GET", "POST");

export const dynamic = "force-dynamic";
