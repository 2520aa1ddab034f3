import { answerPublic, asJson } from "#server/catalogue/interop/http.ts";
import type { Knock } from "#server/lib/http.ts";
import { description } from "./description.ts";

/** GET /api/v1/openapi.json. */
export const getDescription = (request: Request, knock: Knock): Promise<Response> =>
  answerPublic(knock, async () => asJson(request, described));

const described = description();
