import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MoneyField, TextArea } from "#app/_components/form.tsx";
import { EmptyState, PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { installation, onlyFor } from "#app/_trpc/viewer.ts";
import { modelOf } from "#server/commercial-models/index.ts";
import { formatDate, withDates } from "#server/lib/dates.ts";
import { prepare } from "../actions.ts";
import { FileForm } from "../file-form.tsx";

export const metadata: Metadata = { title: "Prepare a statement" };

export default async function NewStatementPage({
  params,
  searchParams,
}: PageProps<"/licences/[reference]/statements/new">) {
  await onlyFor("facts.report");
  const { reference } = await params;
  const { component, period: from } = await searchParams;
  const { licence, contract, periods } = await api.licensing.statements({ reference });
  const period = periods.find((one) => one.component === component && one.from === from);
  const terms = contract.components.find(({ id }) => id === component)?.terms;
  const statement = terms && modelOf(terms.kind).statement;
  if (!period || !statement) notFound();
  const { businessDate } = await installation();
  const crumbs = [
    { href: `/licences/${reference}`, label: licence.title },
    { href: `/licences/${reference}/statements`, label: "Statements" },
  ];
  if (period.openFrom === null || period.openFrom > businessDate)
    return (
      <>
        <PageTitle crumbs={crumbs} title={withDates(period.description)} />
        <EmptyState title={`This ${statement.what} still runs`}>
          <p className="mb-0">
            {period.openFrom
              ? `Its statement can be sent from ${formatDate(period.openFrom)}, its last day.`
              : "Nothing is stated of it."}
          </p>
        </EmptyState>
      </>
    );
  const { columns } = statement;
  const besides = statement.besides(terms);
  return (
    <>
      <PageTitle
        crumbs={crumbs}
        title={withDates(period.description)}
        lead={`From ${formatDate(period.from)}. Send a file or type the rows; nothing is billed before a signatory attests.`}
      />
      <div className="split">
        <FileForm
          action={prepare}
          submit="Check the statement"
          fields={{ licence: reference, component: period.component, period: period.from }}
        >
          <TextArea
            name="rows"
            label="Or type the rows"
            hint="The first line names the columns. Read only when no file is chosen."
            value={statement.startingRows(terms, period.from)}
          />
          {besides && <MoneyField name="thirdParty" label={besides.label} />}
          <MoneyField name="claimed" label={statement.claim} hint="We show it beside our own sum" />
        </FileForm>
        <aside>
          <Panel title="Columns">
            <p>
              Needed: {columns.required.join(", ")}.
              {columns.optional.length > 0 && ` Allowed: ${columns.optional.join(", ")}.`}
            </p>
            <p className="mb-0">{statement.help}</p>
          </Panel>
        </aside>
      </div>
    </>
  );
}
