import { getDatasets } from "#server/catalogue/interop/api.ts";
import { contextOfMachine } from "#server/context.ts";

/** Sets for machines, a page by key. Public: no token, no cookie. */
export const GET = async (request: Request) => getDatasets(request, await contextOfMachine());

export const dynamic = "force-dynamic";
