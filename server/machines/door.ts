import { answerPublic, asJson } from "#server/catalogue/interop/http.ts";
import type { Asking } from "#server/lib/http.ts";
import { description } from "./description.ts";

/** GET /api/v1/openapi.json. */
export const getDescription = (request: Request, asking: Asking): Promise<Response> =>
  answerPublic(asking, async () => asJson(request, described));

const described = description();
