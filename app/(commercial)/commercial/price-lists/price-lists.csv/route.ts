import { modelFace } from "#app/_components/models.ts";
import { api } from "#app/_trpc/server.ts";
import { kinds } from "#server/commercial-models/index.ts";
import { csvRow } from "#server/lib/csv.ts";
import { listFilterSchema } from "#server/pricing/drafts-form.ts";

/** Every dataset under the filter of the page, with its list in force and where each of the nine stands. */
export async function GET(request: Request) {
  const filter = listFilterSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  const rows = await api.pricing.everyList(filter);
  const head = ["Dataset", "Title", "Custodian", "Version", "From", "Next from", "Draft"];
  const csv = [
    csvRow([...head, ...kinds.map((kind) => modelFace[kind].title)]),
    ...rows.map(({ slug, title, custodian, list, nextFrom, draft, standings }) =>
      csvRow([
        slug,
        title,
        custodian,
        list?.version ?? null,
        list?.validFrom ?? null,
        nextFrom,
        draft?.status ?? null,
        ...kinds.map((kind) => (list ? standings[kind] : null)),
      ]),
    ),
  ].join("");
  return new Response(csv, {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": 'attachment; filename="price-lists.csv"',
      "cache-control": "no-store",
    },
  });
}
