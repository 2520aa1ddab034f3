import { getDatasets } from "#server/catalogue/interop/api.ts";
import { knock } from "#server/context.ts";
import { only } from "#server/lib/http.ts";

/** Sets for machines, a page by key. Public: no token, no cookie. */
export const GET = async (request: Request) => getDatasets(request, await knock());
export const { POST, PUT, PATCH, DELETE, OPTIONS } = only("GET");

export const dynamic = "force-dynamic";
