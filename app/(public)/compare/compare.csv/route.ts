import { api } from "#app/_trpc/server.ts";
import { mostCompared } from "#server/catalogue/shortlist/limits.ts";
import { csvRow } from "#server/lib/csv.ts";

/** The comparison as a file: a row a fact, a column a dataset. */
export async function GET(request: Request): Promise<Response> {
  const { sets, rows, unknown, tooMany } = await api.shortlist.compare({
    set: new URL(request.url).searchParams.getAll("set"),
  });
  const wrong =
    tooMany.length > 0
      ? `At most ${mostCompared} datasets can be compared at once`
      : unknown.length > 0
        ? `We know no dataset of the name ${unknown.join(", ")}`
        : sets.length === 0
          ? "Name the datasets, like ?set=hes-apc&set=sact"
          : null;
  if (wrong !== null)
    return new Response(`${wrong}\n`, {
      status: 400,
      headers: { "content-type": "text/plain; charset=utf-8" },
    });
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
