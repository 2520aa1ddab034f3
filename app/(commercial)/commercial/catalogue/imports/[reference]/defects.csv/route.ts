import { api } from "#app/_trpc/server.ts";
import { csvRow } from "#server/lib/csv-out.ts";

export async function GET(
  _: Request,
  { params }: RouteContext<"/commercial/catalogue/imports/[reference]/defects.csv">,
) {
  const { reference } = await params;
  const { rows } = await api.imports.defectsFile({ reference: reference.slice(0, 20) });
  const lines = [
    ["record", "field", "what", "value"],
    ...rows.map((one) => [one.record, one.field, one.sentence, one.value]),
  ];
  return new Response(lines.map(csvRow).join(""), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${reference.replace(/[^A-Z0-9-]/gi, "")}-defects.csv"`,
    },
  });
}
