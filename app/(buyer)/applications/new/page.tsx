import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Form } from "#app/_components/form.tsx";
import { Facts, PageTitle, Panel, Warning } from "#app/_components/layout-parts.tsx";
import { modelFace } from "#app/_components/models.ts";
import { ModelBadge } from "#app/_components/nine.tsx";
import { api } from "#app/_trpc/server.ts";
import { installation, onlyFor, viewer } from "#app/_trpc/viewer.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import type { Forecast } from "#server/commercial-models/simulation/simulation.ts";
import { reachInWords } from "#server/pricing/reach.ts";
import { apply } from "./actions.ts";
import { Expected } from "./expected.tsx";
import { FromQuote } from "./from-quote.tsx";
import { Project } from "./project.tsx";
import { ServiceFields, ValuationFields } from "./service-fields.tsx";

export const metadata: Metadata = { title: "Apply for a licence" };

export default async function ApplyPage({ searchParams }: PageProps<"/applications/new">) {
  const { dataset: slug, model, scenario, quote } = await searchParams;
  await onlyFor("application.write");
  if (typeof quote === "string") return <FromQuote reference={quote} />;
  const dataset = await api.catalogue.bySlug({ slug: String(slug ?? "") });
  const price = dataset.prices.find(({ kind }) => kind === model);
  if (!price) notFound();
  if (price.barred) return <NotOnOffer dataset={dataset} kind={price.kind} because={price.barred} />;
  const { businessDate } = await installation();
  const person = await viewer();
  const forecast =
    typeof scenario === "string" ? (await api.licensing.scenario({ id: scenario })).forecast : null;
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/catalogue", label: "Catalogue" },
          { href: `/datasets/${dataset.slug}`, label: dataset.title },
        ]}
        title="Apply for a licence"
        lead="We ask each thing once. A person at the NHS reads what you write and answers with an offer."
      />
      <div className="split">
        <Form
          action={apply}
          submit="Send application"
          kind="commit"
          fields={{ dataset: dataset.slug, kind: price.kind }}
        >
          <Project
            users={forecast?.users}
            startsOn={forecast?.startsOn ?? businessDate}
            months={forecast ? forecast.years * 12 : price.months}
          />
          <ServiceFields />
          <ValuationFields
            kind={price.kind}
            companyValue={forecast ? String(forecast.companyToday) : undefined}
          />
          <Expected
            kind={price.kind}
            unit={String(price.terms?.unit ?? "unit")}
            {...(forecast && {
              usagePerMonth: String(forecast.usagePerMonth),
              netSalesPerYear: String(forecast.peakSales),
              profitPerYear: String(bestProfit(forecast)),
            })}
          />
        </Form>
        <aside>
          <Panel title="You ask for">
            <Facts
              items={[
                ["Dataset", dataset.title],
                ["Model", <ModelBadge key="model" kind={price.kind} />],
                ["List price", price.headline],
                ["It stands", reachInWords(price)],
                ["For", person?.organisation.name],
              ]}
            />
          </Panel>
          <Panel title="What happens next">
            <ol className="mb-0">
              <li>A commercial manager makes an offer, at list terms or within their limits.</li>
              <li>Somebody else at the NHS approves it.</li>
              <li>Your signatory signs, then the NHS.</li>
              <li>The licence is in force, and what is due is invoiced.</li>
            </ol>
          </Panel>
        </aside>
      </div>
    </>
  );
}

/** Why this cannot be applied for, and where to ask. */
const NotOnOffer = ({
  dataset: { slug, title },
  kind,
  because,
}: {
  dataset: { slug: string; title: string };
  kind: Kind;
  because: string;
}) => (
  <>
    <PageTitle
      crumbs={[
        { href: "/catalogue", label: "Catalogue" },
        { href: `/datasets/${slug}`, label: title },
      ]}
      title="You cannot apply for this today"
      lead={`${modelFace[kind].title}: ${title}`}
    />
    <Warning>{because}</Warning>
    <p>
      <Link href={`/datasets/${slug}#prices`}>See what is on offer to you</Link>, or{" "}
      <Link href={`/datasets/${slug}/enquiry`}>ask the custodian</Link> whether it can be opened.
    </p>
  </>
);

/** Profit of the best year, in whole pounds. */
const bestProfit = ({ peakSales, costPercent, overheadPercent }: Forecast) =>
  Math.max(0, Math.floor((peakSales / 100) * (100 - costPercent - overheadPercent)));
