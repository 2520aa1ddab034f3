import { api } from "#app/_trpc/server.ts";
import { contractPdf } from "#server/licensing/contract/pdf.ts";
import { pdfResponse } from "#server/pdf/response.ts";

export async function GET(_: Request, { params }: RouteContext<"/offers/[reference]/contract.pdf">) {
  const {
    reference,
    contract,
    contractHash: hash,
    signatures,
  } = await api.licensing.offerByReference(await params);
  return pdfResponse(reference, await contractPdf(contract, { hash, signatures }));
}
