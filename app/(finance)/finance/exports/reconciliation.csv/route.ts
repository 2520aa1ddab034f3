import { answerCsv } from "../answer.ts";

export const GET = (request: Request) => answerCsv(request, "reconciliation");
