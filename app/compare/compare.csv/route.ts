import { api } from "#app/_trpc/server.ts";
import { mostCompared } from "#server/catalogue/shortlist/forms.ts";
import { csvRow } from "#server/reporting/csv.ts";

/** The comparison as a file: a row a fact, a column a dataset. */
export async function GET(request: Request): Promise<Response> {
  const slugs = new URL(request.url).searchParams.getAll("set").slice(0, mostCompared);
  const { sets, rows } = await api.shortlist.compare({ set: slugs });
  if (sets.length === 0)
    return new Response("Name datasets that we know, like ?set=hes-apc&set=sact\n", { status: 400 });
  const text = [
    csvRow(["fact", "differs", ...sets.map(({ title }) => title)]),
    csvRow(["page", "", ...sets.map(({ slug }) => `/datasets/${slug}`)]),
    ...rows.map(({ label, differs, cells }) =>
      csvRow([
        label,
        differs === null ? "" : differs ? "differs" : "same",
        ...cells.map((lines) => lines.join("; ")),
      ]),
    ),
  ].join("");
  return new Response(text, {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": 'attachment; filename="comparison.csv"',
      "cache-control": "no-store",
    },
  });
}
