import { knock } from "#server/context.ts";
import { only } from "#server/lib/http.ts";
import { getDescription } from "#server/machines/door.ts";

/** The doors for machines, described as OpenAPI 3.1. Public. */
export const GET = async (request: Request) => getDescription(request, await knock());
export const { POST, PUT, PATCH, DELETE, OPTIONS } = only("GET");
