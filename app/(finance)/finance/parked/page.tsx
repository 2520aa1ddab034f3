import type { Metadata } from "next";
import Link from "next/link";
import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { Decision } from "#app/_components/decision.tsx";
import { Form, TextArea } from "#app/_components/form.tsx";
import { EmptyState, Notice, PageTitle } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { ModelBadge } from "#app/_components/nine.tsx";
import { may } from "#app/_trpc/may.ts";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import { onlyFor, viewer } from "#app/_trpc/viewer.ts";
import { decideLargeBill, proposeLargeBill, settleParked } from "./actions.ts";

export const metadata: Metadata = { title: "Parked licences" };

type Parked = AppOutputs["licensing"]["parked"][number];
type Person = AppOutputs["access"]["viewer"];

const done: Record<string, string> = {
  settled: "It is settled, and no longer parked.",
  proposed: "It is proposed. Another finance officer decides.",
  agreed: "It is agreed. What is due is billed within the minute.",
  refused: "It is refused; the licence stays parked.",
};

export default async function ParkedPage({ searchParams }: PageProps<"/finance/parked">) {
  await onlyFor("parked.read");
  const parked = await api.licensing.parked();
  const person = await viewer();
  const message = done[String((await searchParams).done)];
  const proposals = may(person, "finance.read") ? await api.licensing.financeProposals() : [];
  return (
    <>
      <PageTitle
        title="Parked licences"
        lead="Nothing is billed under these until what stands in the way is put right. Each is tried again every night; all other licences go on."
      />
      {message && <Notice>{message}</Notice>}
      {parked.length === 0 && (
        <EmptyState title="No licence is parked">
          <p className="mb-0">
            What cannot be calculated, or would bill too much, is listed here with its reason.
          </p>
        </EmptyState>
      )}
      {parked.map((licence) => (
        <section key={licence.reference} className="border-t border-line py-4">
          <h2 className="!mt-0">
            <Link href={`/licences/${licence.reference}`}>{licence.reference}</Link>, {licence.title}
          </h2>
          <p>
            <ModelBadge kind={licence.kind} /> Parked since <Day date={licence.parkedOn} />.
          </p>
          <p>{licence.reason}.</p>
          <WhatMayBeDone
            licence={licence}
            person={person}
            proposal={proposals.find(
              ({ kind, subject }) => kind === "large_bill" && subject === licence.reference,
            )}
          />
        </section>
      ))}
    </>
  );
}

function WhatMayBeDone({
  licence: { reference, because, amountPence, valuePence },
  person,
  proposal,
}: {
  licence: Parked;
  person: Person;
  proposal: AppOutputs["licensing"]["financeProposals"][number] | undefined;
}) {
  if (because === "cannot_be_calculated")
    return (
      <>
        <p>
          Correct or take back what was reported, on <Link href={`/licences/${reference}`}>the licence</Link>.
        </p>
        {may(person, "parked.settle") && (
          <Form action={settleParked} submit="Try again" kind="secondary" fields={{ reference }} />
        )}
      </>
    );
  if (because === "purchase_order_missing")
    return (
      <p>
        A signatory of the customer enters it on the page of their organisation. What waits is issued by the
        next run, dated that day.
      </p>
    );
  return (
    <>
      <p>
        Its value as signed is <Money pence={valuePence} />; it would come to{" "}
        <Money pence={amountPence ?? 0n} />, without VAT.
      </p>
      {proposal ? (
        <>
          <p>
            {proposal.proposedByName} proposes to bill it: {proposal.reason}
          </p>
          {may(person, "large_bill.approve") && proposal.proposedBy !== person?.id && (
            <Decision id={proposal.id} action={decideLargeBill} yes="Let it be billed" />
          )}
        </>
      ) : (
        may(person, "large_bill.propose") && (
          <ConfirmedForm
            action={proposeLargeBill}
            submit="Propose to bill it"
            kind="secondary"
            fields={{ reference }}
          >
            <TextArea name="reason" label="Why is it right?" />
          </ConfirmedForm>
        )
      )}
    </>
  );
}
