import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { countryOptions } from "#app/_components/countries.ts";
import { DateField, Form, RadioField, SelectField, TextArea, TextField } from "#app/_components/form.tsx";
import { Facts, PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { modelFace } from "#app/_components/models.ts";
import { ModelBadge } from "#app/_components/nine.tsx";
import { api } from "#app/_trpc/server.ts";
import { installation } from "#app/_trpc/viewer.ts";
import { ValuationFields } from "#app/(buyer)/applications/new/service-fields.tsx";
import { serviceChoices, serviceInWords } from "#app/(buyer)/service-choices.ts";
import { addDays, civil, formatDate } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";
import { valuationOf } from "#server/licensing/applications/asked.ts";
import { parameterName } from "#server/licensing/contract/parameter-name.ts";
import { termsInWords } from "#server/licensing/contract/terms-in-words.ts";
import { reachInWords } from "#server/pricing/reach.ts";
import { asTyped, inUnit, leaves } from "#server/pricing/rules.ts";
import { calculateOffer, makeOffer } from "./actions.ts";
import { Live } from "./live.tsx";

export const metadata: Metadata = { title: "Make an offer" };

export default async function OfferFormPage({ params }: PageProps<"/applications/[reference]/offer">) {
  const { application, price, others, tariff } = await api.licensing.offerBasis(await params);
  if (!price?.terms) notFound();
  const { businessDate } = await installation();
  const standard = leaves(price.terms);
  const startsOn = application.startsOn < businessDate ? businessDate : application.startsOn;
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/applications", label: "Applications" },
          { href: `/applications/${application.reference}`, label: application.reference },
        ]}
        title="Make an offer"
        lead="At list terms, or changed within the limits of the price list. Somebody else approves it before the buyer can sign."
      />
      <div className="split">
        <Form
          action={makeOffer}
          submit="Make this offer"
          kind="commit"
          fields={{ application: application.reference, requestKey: randomUUID() }}
        >
          {Object.entries(price.limits).map(([path, limit]) => (
            <TextField
              key={path}
              name={`parameters.${path}`}
              label={`${parameterName(application.kind, path, price.terms ?? {})}${/bp$/i.test(path) ? " (%)" : ""}`}
              hint={`List: ${inUnit(path, Number(standard.get(path)))}. From ${inUnit(path, limit.minimum)} to ${inUnit(path, limit.maximum)}, in steps of ${inUnit(path, limit.step)}.`}
              value={asTyped(path, Number(standard.get(path)))}
              short
            />
          ))}
          <DateField name="startsOn" label="First day" value={startsOn} />
          <TextField
            name="months"
            label="For how many months?"
            type="number"
            value={String(application.months)}
          />
          <DateField
            name="expiresOn"
            label="The offer lapses after"
            value={addDays(civil(businessDate), 30)}
          />
          <SelectField
            name="usedIn"
            label="Where do the users sit? (optional)"
            hint="Only where it is another country than the licensee’s: VAT is charged where the data is used."
            options={countryOptions}
            value={application.usedIn ?? undefined}
          />
          <ValuationFields kind={application.kind} {...valuationTypedOf(application)} />
          {tariff && (
            <RadioField
              name="service"
              label={serviceChoices.question}
              value={application.service ? "with" : "without"}
              options={[
                {
                  value: "with",
                  label: `With the service, as work is done, at the tariff of ${formatDate(tariff.validFrom)}${application.quoteReference ? `, as in ${application.quoteReference}` : ""}`,
                },
                { value: "without", label: "Without it: the licensee brings what is needed" },
              ]}
            />
          )}
          <details className="mb-5">
            <summary>A second model, or a discount</summary>
            <div className="mt-3">
              <SelectField
                name="second"
                label="Second model, at list terms (optional)"
                options={others.map((kind) => ({ value: kind, label: modelFace[kind].title }))}
              />
              <TextField
                name="creditPercent"
                label="Part of the fees that counts against a royalty or profit share (%, optional)"
                short
              />
              <TextField name="discountPercent" label="Discount on the model asked for (%, optional)" short />
              <TextField name="discountBecause" label="Why is the buyer entitled to it? (optional)" />
            </div>
          </details>
          <TextArea name="note" label="Note to the buyer (optional)" />
          <Live calculate={calculateOffer} />
        </Form>
        <aside>
          <Panel title={application.title}>
            <Facts
              items={[
                ["Applicant", application.organisation.name],
                ["Dataset", application.dataset.title],
                ["Model", <ModelBadge key="model" kind={application.kind} />],
                ["Price list", `version ${price.version}, from ${formatDate(price.validFrom)}`],
                ["Its price stands", reachInWords(price)],
                ["People", String(application.users)],
                ["Service", `asked for as ${serviceInWords(application.service !== null)}`],
              ]}
            />
          </Panel>
          <Panel title="Standard terms">
            <dl className="block text-[0.9375rem]">
              {termsInWords(price.terms).map(({ label, value }) => (
                <div key={label} className="mb-1">
                  <dt className="inline text-ink-2">{label}: </dt>
                  <dd className="inline">{value.replaceAll("{start}", "start ")}</dd>
                </div>
              ))}
            </dl>
          </Panel>
        </aside>
      </div>
    </>
  );
}

/** What the company was said to be worth, as the fields hold it. */
function valuationTypedOf(application: { valuation: unknown }) {
  const valuation = valuationOf(application);
  return valuation
    ? { companyValue: pounds(valuation.company).replace("£", ""), companyShares: valuation.shares }
    : {};
}
