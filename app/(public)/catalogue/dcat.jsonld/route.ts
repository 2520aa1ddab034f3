import { getDcatOfAll } from "#server/catalogue/interop/exports.ts";
import { knock } from "#server/context.ts";

/** The whole catalogue as DCAT-AP, in JSON-LD, written while it is read. */
export const GET = async (request: Request) => getDcatOfAll(request, await knock(), "json-ld");
