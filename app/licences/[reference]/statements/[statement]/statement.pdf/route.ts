import { api } from "#app/_trpc/server.ts";
import { pdfResponse } from "#server/reporting/pdf/response.ts";
import { statementPdf } from "#server/reporting/pdf/statement.ts";

export async function GET(
  _: Request,
  { params }: RouteContext<"/licences/[reference]/statements/[statement]/statement.pdf">,
) {
  const statement = await api.licensing.statement({ reference: (await params).statement });
  return pdfResponse(statement.reference, await statementPdf(statement));
}
