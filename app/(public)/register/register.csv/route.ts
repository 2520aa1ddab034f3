import { modelFace } from "#app/_components/models.ts";
import { api } from "#app/_trpc/server.ts";
import { asFile } from "#app/(public)/simulator/answer.ts";
import { costly } from "#server/access/costly.ts";
import { createContext } from "#server/context.ts";
import { csvRow } from "#server/lib/csv.ts";
import { registerFilter } from "#server/register/filter.ts";

/** The register as a file: every entry that the filter of the address finds, newest first. */
export async function GET(request: Request): Promise<Response> {
  const filter = registerFilter.parse(Object.fromEntries(new URL(request.url).searchParams));
  return costly(await createContext(), async () => {
    const rows = [csvRow(columns)];
    for (let before: string | null | undefined; before !== null; ) {
      const page: Awaited<ReturnType<typeof api.register.list>> = await api.register.list({
        ...filter,
        before,
      });
      rows.push(
        ...page.rows.map((row) =>
          csvRow([
            row.reference,
            row.licensee,
            row.title,
            row.dataset.title,
            row.custodian,
            row.environment,
            modelFace[row.kind].title,
            row.purpose ?? "",
            row.benefit ?? "",
            row.startsOn,
            row.lastDay,
            row.state,
          ]),
        ),
      );
      before = page.next;
    }
    return asFile(rows.join(""), "text/csv; charset=utf-8", "public-register.csv");
  });
}

const columns = [
  "licence",
  "licensee",
  "project",
  "dataset",
  "custodian",
  "environment",
  "model",
  "purpose",
  "public_benefit",
  "first_day",
  "last_day",
  "state",
];
