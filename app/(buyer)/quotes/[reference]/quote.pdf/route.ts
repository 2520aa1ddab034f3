import { modelFace } from "#app/_components/models.ts";
import { api } from "#app/_trpc/server.ts";
import { installation } from "#app/_trpc/viewer.ts";
import { pdfResponse } from "#server/pdf/response.ts";
import { quotePdf } from "#server/quoting/pdf.ts";

export async function GET(_: Request, { params }: RouteContext<"/quotes/[reference]/quote.pdf">) {
  const quote = await api.quotes.byReference(await params);
  const { legalName: seller } = await installation();
  const { number, title } = modelFace[quote.body.kind];
  return pdfResponse(quote.reference, await quotePdf({ ...quote, seller, model: `${number} ${title}` }));
}
