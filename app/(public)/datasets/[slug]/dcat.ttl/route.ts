import { getDcatOfOne } from "#server/catalogue/interop/exports.ts";
import { knock } from "#server/context.ts";

/** The dataset as DCAT-AP, in Turtle. */
export const GET = async (request: Request, { params }: RouteContext<"/datasets/[slug]/dcat.ttl">) =>
  getDcatOfOne(request, await knock(), (await params).slug, "turtle");
