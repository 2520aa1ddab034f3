import type { Metadata } from "next";
import Link from "next/link";
import { ButtonLink } from "#app/_components/button.tsx";
import { EmptyState, NextPage, PageTitle, Tabs } from "#app/_components/layout-parts.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import { type Column, Table } from "#app/_components/table.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { enquiryFilter } from "#server/catalogue/enquiries/forms.ts";
import { enquiriesAddress } from "./address.ts";
import { instant, statusOf, waitingInWords } from "./words.ts";

export const metadata: Metadata = { title: "Enquiries" };

type Row = AppOutputs["enquiries"]["list"]["rows"][number];

export default async function EnquiriesPage({ searchParams }: PageProps<"/enquiries">) {
  const filter = enquiryFilter.parse(await searchParams);
  const { rows, next, dataset, now } = await api.enquiries.list(filter);
  const buyer = (await viewer())?.organisation.side === "buyer";
  const { before: _before, ...chosen } = filter;
  const tab = (state: typeof filter.state) => enquiriesAddress({ ...chosen, state });
  const asker: Column<Row>[] = buyer ? [] : [{ header: "Asked by", cell: (row) => row.organisation }];
  return (
    <>
      <PageTitle
        title="Enquiries"
        lead={
          buyer
            ? "Questions of your organisation to custodians, and their answers."
            : "Questions of buyers before they apply. You answer for the custodian."
        }
      />
      <Tabs
        label="State"
        current={tab(filter.state)}
        items={[
          { href: tab(undefined), label: "All" },
          { href: tab("waiting"), label: "Waiting for the NHS" },
          { href: tab("answered"), label: "Answered" },
          { href: tab("closed"), label: "Closed" },
        ]}
      />
      {filter.dataset && (
        <p>
          About {dataset ?? filter.dataset} only.{" "}
          <Link href={enquiriesAddress({ state: filter.state })}>Show all datasets</Link>
        </p>
      )}
      <Table
        caption="Enquiries, the last written in first"
        hideCaption
        rows={rows}
        rowKey={({ reference }) => reference}
        empty={
          <EmptyState title={filter.state || filter.dataset ? "No enquiry fits" : "Nobody has asked yet"}>
            {buyer && (
              <>
                <p>Open a dataset and choose “Ask the custodian”.</p>
                <ButtonLink href="/catalogue">Find data</ButtonLink>
              </>
            )}
          </EmptyState>
        }
        columns={[
          {
            header: "Subject",
            cell: ({ reference, subject }) => (
              <div>
                <Link href={`/enquiries/${reference}`}>{subject}</Link>
                <span className="block text-[0.9375rem] text-ink-2">{reference}</span>
              </div>
            ),
          },
          {
            header: "Dataset",
            cell: ({ slug, title }) => (
              <>
                {title}{" "}
                {!filter.dataset && (
                  <Link
                    href={enquiriesAddress({ ...chosen, dataset: slug })}
                    className="block text-[0.9375rem]"
                  >
                    Only this dataset<span className="sr-only">: {title}</span>
                  </Link>
                )}
              </>
            ),
          },
          ...asker,
          { header: "Last written", cell: ({ lastAt }) => instant.format(lastAt) },
          { header: "Who waits", cell: (row) => waitingInWords(row, now) },
          {
            header: "State",
            cell: ({ status }) => (
              <StatusTag tone={statusOf[status].tone}>{statusOf[status].words}</StatusTag>
            ),
          },
        ]}
      />
      <NextPage href={next && enquiriesAddress({ ...chosen, before: next })} />
      {rows.length > 0 && (
        <p className="no-print">
          <a href={enquiriesAddress(chosen, "/enquiries/enquiries.csv")}>Download as CSV</a>
        </p>
      )}
    </>
  );
}
