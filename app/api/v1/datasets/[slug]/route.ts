import { getDataset } from "#server/catalogue/interop/api.ts";
import { knock } from "#server/context.ts";
import { only } from "#server/lib/http.ts";

/** All that is known of one dataset. */
export const GET = async (request: Request, { params }: RouteContext<"/api/v1/datasets/[slug]">) =>
  getDataset(request, await knock(), (await params).slug);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = only("GET");
