import type { Metadata } from "next";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { kept } from "#app/_trpc/kept.ts";
import { api } from "#app/_trpc/server.ts";
import { countSimulatorVisit } from "#app/_trpc/simulator-visits.ts";
import { installation, viewer } from "#app/_trpc/viewer.ts";
import type { Forecast } from "#server/commercial-models/simulation/simulation.ts";
import { civil } from "#server/lib/dates.ts";
import { fromForm, ordinary } from "./forecast-fields.ts";
import { offersOf, setsOnOffer } from "./offers.ts";
import { Simulator } from "./simulator.tsx";

export const metadata: Metadata = { title: "What would it cost, under each of the nine?" };

export default async function SimulatorPage({ searchParams }: PageProps<"/simulator">) {
  await countSimulatorVisit();
  const { dataset: asked } = await searchParams;
  const { dataset, offers } = await offersOf(typeof asked === "string" ? asked : undefined);
  const { businessDate } = await installation();
  const usual = ordinary(civil(businessDate));
  const person = await viewer();
  const isBuyer = person?.organisation.side === "buyer";
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/catalogue", label: "Catalogue" },
          { href: `/datasets/${dataset.slug}`, label: dataset.title },
        ]}
        title="What would it cost, under each of the nine?"
        lead="At list terms, without VAT. Move anything: all nine answer at once, by the same rules that will bill you."
      />
      <Simulator
        dataset={dataset}
        sets={await setsOnOffer()}
        offers={offers}
        initial={usual}
        held={await heldForecast(usual)}
        scenarios={isBuyer ? await api.licensing.scenarios() : []}
        isBuyer={isBuyer}
      />
    </>
  );
}

/** The forecast that a visitor wanted to apply with, before they signed in. */
async function heldForecast(usual: Forecast): Promise<Forecast | null> {
  const typed = await kept();
  if (!typed?.forecast) return null;
  const form = new FormData();
  for (const [name, value] of Object.entries(typed)) form.set(name, value);
  return fromForm(form, usual);
}
