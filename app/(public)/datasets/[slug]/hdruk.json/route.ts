import { getHdruk } from "#server/catalogue/interop/exports.ts";
import { knock } from "#server/context.ts";

/** The dataset as a record of HDR UK 4.0.0, or what such a record lacks. */
export const GET = async (request: Request, { params }: RouteContext<"/datasets/[slug]/hdruk.json">) =>
  getHdruk(request, await knock(), (await params).slug);
