import { api } from "#app/_trpc/server.ts";
import { invoicePdf } from "#server/billing/documents/pdf.ts";
import { pdfResponse } from "#server/pdf/response.ts";

export async function GET(_: Request, { params }: RouteContext<"/invoices/[number]/pdf">) {
  const invoice = await api.billing.byNumber(await params);
  return pdfResponse(invoice.number, await invoicePdf(invoice));
}
