import { api } from "#app/_trpc/server.ts";
import { statementPdf } from "#server/licensing/statements/pdf.ts";
import { pdfResponse } from "#server/pdf/response.ts";

export async function GET(
  _: Request,
  { params }: RouteContext<"/licences/[reference]/statements/[statement]/statement.pdf">,
) {
  const statement = await api.licensing.statement({ reference: (await params).statement });
  return pdfResponse(statement.reference, await statementPdf(statement));
}
