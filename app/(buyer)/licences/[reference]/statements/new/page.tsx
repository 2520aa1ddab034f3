import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MoneyField, TextArea } from "#app/_components/form.tsx";
import { PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { onlyFor } from "#app/_trpc/viewer.ts";
import { formatDate, withDates } from "#server/lib/dates.ts";
import { profitColumns, salesColumns, startingRows } from "#server/licensing/statements/rows.ts";
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
  if (!period || !terms) notFound();
  const isRoyalty = terms.kind === "royalty";
  const columns = isRoyalty ? salesColumns : profitColumns;
  const costCaps = terms.kind === "profit_share" ? terms.costCaps : {};
  return (
    <>
      <PageTitle
        crumbs={[
          { href: `/licences/${reference}`, label: licence.title },
          { href: `/licences/${reference}/statements`, label: "Statements" },
        ]}
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
            value={startingRows(
              isRoyalty ? "reported" : "stated",
              { from: period.from, to: period.from },
              costCaps,
            )}
          />
          {isRoyalty && terms.stackingBp > 0 && (
            <MoneyField name="thirdParty" label="Royalties paid to others on the same sales (optional)" />
          )}
          <MoneyField
            name="claimed"
            label={
              isRoyalty
                ? "What royalty did you calculate? (optional)"
                : "What share did you calculate? (optional)"
            }
            hint="We show it beside our own sum"
          />
        </FileForm>
        <aside>
          <Panel title="Columns">
            <p>
              Needed: {columns.required.join(", ")}.
              {columns.optional.length > 0 && ` Allowed: ${columns.optional.join(", ")}.`}
            </p>
            {isRoyalty ? (
              <p className="mb-0">
                A row is a month of one product in one country. Amounts have at most two places. Sales abroad
                name their currency and fx, pounds for one unit; returns of earlier sales are rows below zero.
                Where a row states its net, it must be gross less deductions.
              </p>
            ) : (
              <p className="mb-0">One row a category, amounts in pounds.</p>
            )}
          </Panel>
        </aside>
      </div>
    </>
  );
}
