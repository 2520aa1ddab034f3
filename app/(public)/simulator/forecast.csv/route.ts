import { modelFace } from "#app/_components/models.ts";
import { costly } from "#server/access/costly.ts";
import { createContext } from "#server/context.ts";
import { amount, csvRow } from "#server/lib/csv.ts";
import { asFile, forecastOf } from "../answer.ts";

/** Every flow of every model on offer, one a row: posted, so that no forecast stands in an address. */
export const POST = async (request: Request) => costly(await createContext(), () => asked(request));

async function asked(request: Request): Promise<Response> {
  const { dataset, forecast, results } = await forecastOf(request);
  const rows = [...results.values()].flatMap(({ offered, base }) =>
    base.flows.map(({ on, year, amount: net, form, lines }) =>
      csvRow([
        dataset.title,
        modelFace[offered.kind].number,
        modelFace[offered.kind].title,
        year + 1,
        on,
        amount(net),
        form === "in_kind" ? "in kind" : "money",
        lines.map(({ description, workings }) => `${description}: ${workings}`).join(" | "),
      ]),
    ),
  );
  const head = csvRow([
    "dataset",
    "number",
    "model",
    "contract_year",
    "paid_on",
    "net_gbp",
    "form",
    "workings",
  ]);
  return asFile(
    [head, ...rows].join(""),
    "text/csv; charset=utf-8",
    `forecast-${dataset.slug}-${forecast.startsOn}.csv`,
  );
}
