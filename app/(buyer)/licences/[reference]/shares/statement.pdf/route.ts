import { api } from "#app/_trpc/server.ts";
import { holdingPdf } from "#server/licensing/holdings/pdf.ts";
import { pdfResponse } from "#server/pdf/response.ts";

export async function GET(
  _: Request,
  { params }: RouteContext<"/licences/[reference]/shares/statement.pdf">,
) {
  const holding = await api.licensing.shares(await params);
  return pdfResponse(`${holding.reference} holding ${holding.asOf}`, await holdingPdf(holding));
}
