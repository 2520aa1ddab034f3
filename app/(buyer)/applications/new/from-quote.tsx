import { Form } from "#app/_components/form.tsx";
import { Facts, PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { Money } from "#app/_components/money.tsx";
import { ModelBadge } from "#app/_components/nine.tsx";
import { api } from "#app/_trpc/server.ts";
import { serviceInWords } from "#app/(buyer)/service-choices.ts";
import { formatDate } from "#server/lib/dates.ts";
import { applyFromQuote } from "./actions.ts";
import { Expected } from "./expected.tsx";
import { Project } from "./project.tsx";
import { ServiceFields, ValuationFields } from "./service-fields.tsx";

/** The application that a quote leads to: what the quote says is filled in, one application a dataset. */
export async function FromQuote({ reference }: { reference: string }) {
  const { request, body, validUntil } = await api.quotes.byReference({ reference });
  const several = body.sets.length > 1;
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/quotes", label: "Quotes" },
          { href: `/quotes/${reference}`, label: reference },
        ]}
        title={several ? `Apply for ${body.sets.length} licences` : "Apply for a licence"}
        lead={
          several
            ? "Each custodian decides on its own dataset, so this sends one application a dataset, all in the same words."
            : "We ask each thing once. What the quote says is filled in."
        }
      />
      <div className="split">
        <Form
          action={applyFromQuote}
          submit={several ? `Send ${body.sets.length} applications` : "Send application"}
          kind="commit"
          fields={{ quote: reference }}
        >
          <Project users={request.users} startsOn={request.startsOn} months={request.years * 12} />
          <ServiceFields {...request} />
          <ValuationFields {...request} />
          <Expected
            kind={request.kind}
            unit="unit"
            usagePerMonth={request.usagePerMonth}
            netSalesPerYear={request.netSalesPerYear}
            profitPerYear={request.profitPerYear}
          />
        </Form>
        <aside>
          <Panel title="You ask for">
            <Facts
              items={[
                [
                  several ? "Datasets" : "Dataset",
                  <ul key="sets" className="mb-0 list-none p-0">
                    {body.sets.map(({ slug, title }) => (
                      <li key={slug}>{title}</li>
                    ))}
                  </ul>,
                ],
                ["Model", <ModelBadge key="model" kind={request.kind} />],
                ["Quote", `${reference}, valid until ${formatDate(validUntil)}`],
                ["Service", serviceInWords(body.serviceIncluded)],
                ["Total, with VAT", <Money key="gross" pence={body.total.gross} />],
              ]}
            />
          </Panel>
        </aside>
      </div>
    </>
  );
}
