import { createContext } from "#server/context.ts";
import { getControl } from "#server/reporting/exports/http.ts";
import { admitted } from "../admitted.ts";

export const GET = async (request: Request) => getControl(request, admitted(request, await createContext()));
