import { getColumns } from "#server/catalogue/interop/api.ts";
import { knock } from "#server/context.ts";
import { only } from "#server/lib/http.ts";

/** The data dictionary of one dataset, a page by key. */
export const GET = async (request: Request, { params }: RouteContext<"/api/v1/datasets/[slug]/columns">) =>
  getColumns(request, await knock(), (await params).slug);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = only("GET");
