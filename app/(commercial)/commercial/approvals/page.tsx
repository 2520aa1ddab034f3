import type { Metadata } from "next";
import Link from "next/link";
import { Decision } from "#app/_components/decision.tsx";
import { EmptyState, Notice, PageTitle } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { ModelBadge } from "#app/_components/nine.tsx";
import { Table } from "#app/_components/table.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { WaitingLine } from "#app/(commercial)/commercial/catalogue/waiting-line.tsx";
import { WaitingPriceLists } from "#app/(commercial)/commercial/price-lists/waiting.tsx";
import { WaitingMandates } from "#app/(commercial)/commercial/price-lists/waiting-mandates.tsx";
import { decideTermination } from "./actions.ts";

export const metadata: Metadata = { title: "Approvals" };

export default async function ApprovalsPage({ searchParams }: PageProps<"/commercial/approvals">) {
  const offers = await api.licensing.offers({ statuses: ["offered", "part_signed"] });
  const person = await viewer();
  const ends = may(person, "pipeline.read") ? await api.licensing.proposals({ kind: "termination" }) : [];
  const mandates = may(person, "price_list.manage") ? await api.mandates.waiting({}) : [];
  const columns = [
    {
      header: "Project",
      cell: (row: (typeof offers)[number]) => <Link href={`/offers/${row.reference}`}>{row.title}</Link>,
    },
    { header: "Buyer", cell: (row: (typeof offers)[number]) => row.organisation },
    { header: "Model", cell: (row: (typeof offers)[number]) => <ModelBadge kind={row.kind} /> },
    {
      header: "Value of the deal",
      amount: true,
      cell: (row: (typeof offers)[number]) => <Money pence={row.valuePence} />,
    },
    {
      header: "Terms",
      cell: (row: (typeof offers)[number]) =>
        row.atListTerms ? (
          "at the list"
        ) : (
          <Link href={`/offers/${row.reference}`}>otherwise than the list</Link>
        ),
    },
    { header: "Made by", cell: (row: (typeof offers)[number]) => row.author },
    { header: "Stands until", cell: (row: (typeof offers)[number]) => <Day date={row.expiresOn} /> },
  ];
  return (
    <>
      <PageTitle
        title="Approvals"
        lead="What waits for a second pair of eyes. Nobody approves their own work."
      />
      {(await searchParams).done && <Notice>It is decided.</Notice>}
      {may(person, "use_terms.decide") && (
        <p>
          <Link href="/commercial/decisions">Datasets that wait for a decision on commercial use</Link>
        </p>
      )}
      <h2 className="!mt-0">Offers to approve</h2>
      <Table
        caption="Offers to approve"
        hideCaption
        rows={offers.filter(({ status }) => status === "offered")}
        rowKey={({ reference }) => reference}
        columns={columns}
        empty={<EmptyState title="No offer waits for approval" />}
      />
      <h2>Contracts to sign for the NHS</h2>
      <Table
        caption="Contracts to sign for the NHS"
        hideCaption
        rows={offers.filter(({ status }) => status === "part_signed")}
        rowKey={({ reference }) => reference}
        columns={columns}
        empty={<EmptyState title="No contract waits for the NHS" />}
      />
      {may(person, "price_list.manage") && <WaitingPriceLists />}
      {mandates.length > 0 && (
        <>
          <h2>Mandates to confirm</h2>
          <WaitingMandates waiting={mandates} person={person} />
        </>
      )}
      <h2>Licences to end early</h2>
      {ends.length === 0 && <EmptyState title="Nobody asked to end a licence" />}
      <ul className="!max-w-none list-none p-0">
        {ends.map((proposal) => (
          <li key={proposal.id} className="border-t border-line py-3">
            <p className="mb-2">
              <Link href={`/licences/${proposal.subject}`}>{proposal.subject}</Link>, proposed by{" "}
              {proposal.proposedByName}: {proposal.reason}
            </p>
            {may(person, "licence.end") && proposal.proposedBy !== person?.id && (
              <Decision id={proposal.id} action={decideTermination} yes="End the licence" />
            )}
          </li>
        ))}
      </ul>
      <WaitingLine />
    </>
  );
}
