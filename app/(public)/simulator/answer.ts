import "server-only";
import { installation } from "#app/_trpc/viewer.ts";
import { civil } from "#server/lib/dates.ts";
import { fromForm, ordinary } from "./forecast-fields.ts";
import { offersOf } from "./offers.ts";
import { resultsOf } from "./results.ts";

/** The dataset and forecast of a posted form, with what each model would come to. */
export async function forecastOf(request: Request) {
  const form = await request.formData();
  const { businessDate } = await installation();
  const forecast = fromForm(form, ordinary(civil(businessDate)));
  const { dataset, offers } = await offersOf(String(form.get("dataset") ?? "") || undefined);
  return { dataset, offers, forecast, today: businessDate, results: resultsOf(offers, forecast) };
}

export const asFile = (body: BodyInit, type: string, name: string): Response =>
  new Response(body, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
