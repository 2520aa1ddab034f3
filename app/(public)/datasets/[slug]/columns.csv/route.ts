import { columnsFilter } from "#server/catalogue/dataset/columns-filter.ts";
import { createContext } from "#server/context.ts";
import { csvRow } from "#server/lib/csv.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { createCaller } from "#server/router.ts";

const batch = 1000;
const encoder = new TextEncoder();

/** The data dictionary of a dataset under the filter of its page, a thousand columns at a time. */
export async function GET(request: Request, { params }: RouteContext<"/datasets/[slug]/columns.csv">) {
  const { slug } = await params;
  const filter = columnsFilter.parse(Object.fromEntries(new URL(request.url).searchParams));
  const { catalogue } = createCaller(await createContext());
  const page = (after: number) => catalogue.columns({ slug, filter: { ...filter, after }, limit: batch });
  let waiting: Awaited<ReturnType<typeof page>> | null;
  try {
    waiting = await page(0);
  } catch (error) {
    if (!((error as Error).cause instanceof Refusal)) throw error;
    return new Response("There is no such dataset\n", { status: 404 });
  }
  const body = new ReadableStream<Uint8Array>({
    start: (stream) =>
      stream.enqueue(encoder.encode(csvRow(["table", "column", "type", "description", "identifier_class"]))),
    async pull(stream) {
      if (!waiting) return stream.close();
      const { rows, next } = waiting;
      const text = rows.map(({ table, name, dataType, description, identifierClass }) =>
        csvRow([table, name, dataType, description, identifierClass]),
      );
      waiting = next === null ? null : await page(next);
      stream.enqueue(encoder.encode(text.join("")));
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="columns-${encodeURIComponent(slug)}.csv"`,
      "cache-control": "no-store",
    },
  });
}
