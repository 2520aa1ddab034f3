import { createContext } from "#server/context.ts";
import { getExport } from "#server/reporting/exports/http.ts";
import { admitted } from "../admitted.ts";

export const GET = async (request: Request) =>
  getExport(request, admitted(request, await createContext()), "reconciliation");
