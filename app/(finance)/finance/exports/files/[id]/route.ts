import { createContext } from "#server/context.ts";
import { getFile } from "#server/reporting/exports/http.ts";
import { admitted } from "../../admitted.ts";

export const GET = async (request: Request, { params }: RouteContext<"/finance/exports/files/[id]">) =>
  getFile(request, admitted(request, await createContext()), (await params).id);
