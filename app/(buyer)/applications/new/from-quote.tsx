import { DateField, Form, TextArea, TextField } from "#app/_components/form.tsx";
import { Facts, PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { Money } from "#app/_components/money.tsx";
import { ModelBadge } from "#app/_components/nine.tsx";
import { api } from "#app/_trpc/server.ts";
import { formatDate } from "#server/lib/dates.ts";
import { applyFromQuote } from "./actions.ts";
import { Expected } from "./expected.tsx";

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
          <TextField
            name="title"
            label="Title of the project"
            hint="It stands on the public register once a licence is in force"
          />
          <TextArea
            name="purpose"
            label="What will you use the data for?"
            hint="What you want to find out or build, and how"
          />
          <TextArea name="publicBenefit" label="How do patients or the public gain?" />
          <TextField
            name="users"
            label="How many people will use the data?"
            type="number"
            value={String(request.users)}
          />
          <DateField
            name="startsOn"
            label="First day"
            hint="The day from which you need access"
            value={request.startsOn}
          />
          <TextField
            name="months"
            label="For how many months?"
            type="number"
            value={String(request.years * 12)}
          />
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
                ["Total, with VAT", <Money key="gross" pence={body.total.gross} />],
              ]}
            />
          </Panel>
        </aside>
      </div>
    </>
  );
}
