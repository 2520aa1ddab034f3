import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { MoneyField } from "#app/_components/form.tsx";
import { EmptyState, PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { installation, onlyFor } from "#app/_trpc/viewer.ts";
import { modelOf } from "#server/commercial-models/index.ts";
import { formatDate, withDates } from "#server/lib/dates.ts";
import { calculateStatement, prepare } from "../actions.ts";
import { StatementForm } from "../statement-form.tsx";

export const metadata: Metadata = { title: "Prepare a statement" };

export default async function NewStatementPage({
  params,
  searchParams,
}: PageProps<"/licences/[reference]/statements/new">) {
  await onlyFor("facts.report");
  const { reference } = await params;
  const { component, period: from, anew } = await searchParams;
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
  const about = { licence: reference, component: period.component, period: period.from };
  const begun = anew === "yes" ? null : await api.licensing.begunStatement(about);
  const besides = statement.besides(terms);
  return (
    <>
      <PageTitle
        crumbs={crumbs}
        title={withDates(period.description)}
        lead={`From ${formatDate(period.from)}. Type the rows, paste them from a spreadsheet or send a file; nothing is billed before a signatory attests.`}
      />
      {begun && (
        <p role="status" className="border-l-4 border-line pl-3">
          It begins with the rows of{" "}
          <Link href={`/licences/${reference}/statements/${begun.reference}`}>{begun.reference}</Link>, which{" "}
          {begun.status === "refused" ? "was refused" : "was not attested yet"}.{" "}
          <Link
            href={`/licences/${reference}/statements/new?${new URLSearchParams({ component: about.component, period: about.period, anew: "yes" })}`}
          >
            Begin anew
          </Link>
        </p>
      )}
      <div className="split">
        <StatementForm
          // Other rows to begin with are another form: what was typed into this one is not carried into it.
          key={`${about.component} ${about.period} ${begun?.reference ?? ""}`}
          prepare={prepare}
          calculate={calculateStatement}
          fields={about}
          columns={columns}
          begin={begun?.rows ?? statement.startingRows(terms, period.from)}
        >
          {besides && <MoneyField name="thirdParty" label={besides.label} />}
          <MoneyField name="claimed" label={statement.claim} hint="We show it beside our own sum" />
        </StatementForm>
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
