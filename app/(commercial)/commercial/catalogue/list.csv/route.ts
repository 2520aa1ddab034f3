import { api } from "#app/_trpc/server.ts";
import { licensableWords } from "#server/catalogue/description.ts";
import { deskFilter } from "#server/catalogue/desk/filter.ts";
import { csvRow } from "#server/lib/csv-out.ts";

const columns = [
  "slug",
  "title",
  "custodian",
  "source",
  "commercial_use",
  "completeness_percent",
  "columns",
  "version",
  "published_on",
  "retired_on",
  "mandate",
  "price_list",
  "draft",
  "draft_by",
];

/** The list of the desk as a file, under the filter of its address. */
export async function GET(request: Request) {
  const filter = deskFilter.parse(Object.fromEntries(new URL(request.url).searchParams));
  const rows = await api.desk.whole(filter);
  const body = [
    csvRow(columns),
    ...rows.map((row) =>
      csvRow([
        row.slug,
        row.title,
        row.custodian,
        row.imported ? "imported" : "ours",
        row.licensable && licensableWords[row.licensable],
        Math.floor(row.completenessBp / 100),
        row.columns,
        row.version,
        row.publishedOn,
        row.retiredOn,
        row.mandate ? "yes" : "no",
        row.priceList ? "yes" : "no",
        row.draft,
        row.draftBy,
      ]),
    ),
  ].join("");
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": 'attachment; filename="catalogue-desk.csv"',
      "cache-control": "no-store",
    },
  });
}
