import { modelFace, policyWords } from "#app/_components/models.ts";
import { costly } from "#server/access/costly.ts";
import { modelOf } from "#server/commercial-models/index.ts";
import { createContext } from "#server/context.ts";
import { forecastPdf } from "#server/forecasting/pdf.ts";
import { asFile, forecastOf } from "../answer.ts";
import { sliders } from "../forecast-fields.ts";

/** The nine side by side on paper: posted, so that no forecast stands in an address. */
export const POST = async (request: Request) => costly(await createContext(), () => asked(request));

async function asked(request: Request): Promise<Response> {
  const { dataset, offers, forecast, results, today } = await forecastOf(request);
  const body = await forecastPdf({
    dataset: dataset.title,
    today,
    assumed: sliders.map(({ label, name, words }) => [label, words(forecast[name], forecast)] as const),
    models: offers.map(({ kind, reason, policy }) => {
      const { number, title } = modelFace[kind];
      const result = results.get(kind);
      return {
        number,
        title,
        reason,
        policy: policyWords[policy],
        result: result && {
          sentence: modelOf(kind).sentence(result.terms),
          byYear: result.base.byYear,
          total: result.base.total,
          buyerPresentValue: result.youPay.presentValue,
          nhsPresentValue: result.nhsReceives.presentValue,
          onAverage: result.nhsReceives.onAverage,
          worst: result.worst.total,
          risk: result.risk,
        },
      };
    }),
  });
  return asFile(body, "application/pdf", `forecast-${dataset.slug}-${forecast.startsOn}.pdf`);
}
