import { getDcatOfOne } from "#server/catalogue/interop/exports.ts";
import { knock } from "#server/context.ts";

/** The dataset as DCAT-AP, in JSON-LD. */
export const GET = async (request: Request, { params }: RouteContext<"/datasets/[slug]/dcat.jsonld">) =>
  getDcatOfOne(request, await knock(), (await params).slug, "json-ld");
