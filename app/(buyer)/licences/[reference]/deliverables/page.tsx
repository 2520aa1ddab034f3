import type { Metadata } from "next";
import { Notice, PageTitle, Warning } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { may } from "#app/_trpc/may.ts";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import { installation, viewer } from "#app/_trpc/viewer.ts";
import { formatDate } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";
import { Billed, Charges } from "./billed.tsx";
import { Deliverable } from "./deliverable.tsx";
import { Due } from "./due.tsx";
import { DecisionForm, HandInForm } from "./forms.tsx";
import { openOnes, Standing } from "./standing.tsx";

export const metadata: Metadata = { title: "Deliverables" };

const done: Record<string, string> = {
  "handed-in": "It is handed in, and the file passes the check. The NHS accepts or rejects it.",
  "handed-in-failing":
    "It is handed in, but the file fails the check: read the findings below. The NHS may reject it; you may hand in a better one.",
  accepted: "It is accepted. The partner invoices it, and what was charged for it follows.",
  rejected: "It is rejected. The clock goes on, and it can be handed in again.",
};

export default async function DeliverablesPage({
  params,
  searchParams,
}: PageProps<"/licences/[reference]/deliverables">) {
  const { reference } = await params;
  const page = await api.licensing.deliverables({ reference });
  const { rows: documents } = await api.billing.invoices({ licence: reference });
  const { businessDate } = await installation();
  const person = await viewer();
  const isOver = businessDate >= page.longStop;
  const open = openOnes(page);
  const waiting = waitingOf(page);
  const mayHandIn = may(person, "facts.report") && open.length > 0 && !isOver;
  const mayDecide = may(person, "facts.decide") && !isOver;
  const message = done[String((await searchParams).done)];
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/licences", label: "Licences" },
          { href: `/licences/${reference}`, label: page.title },
        ]}
        title="What is handed in instead of money"
        lead={`${reference}: a curated dataset worth ${pounds(page.agreedValue)} ${page.valueBasis === "exclusive" ? "without VAT" : "with VAT"}, all of it accepted before ${formatDate(page.longStop)}.`}
      />
      {message && <Notice>{message}</Notice>}
      {isOver && page.fee && (
        <Warning>
          {page.endedEarly ? "The licence ended" : "The long-stop date was"} on <Day date={page.longStop} />.
          What was not accepted before became a fee of <Money pence={page.fee.net} /> without VAT, and its
          part of the invoice paid in kind is credited.
        </Warning>
      )}
      <Standing page={page} isOver={isOver} />
      {(mayHandIn || (mayDecide && waiting.length > 0)) && (
        <p className="wide:hidden">
          <a href="#your-part">{mayHandIn ? "Hand in a file" : "Accept or reject what was handed in"}</a>
        </p>
      )}
      <div className="split">
        <div>
          <h2 className="!mt-0">What is due</h2>
          <Due deliverables={page.deliverables} />
          {page.deliverables.map((one) => (
            <Deliverable key={one.name} reference={reference} one={one} isOver={isOver} />
          ))}
          <h2>What this part of the licence charges, and when</h2>
          <p>
            Without VAT. A later line of the same name replaces the one before; the difference is credited.
          </p>
          <Charges charges={page.charges} businessDate={businessDate} />
          <h2>What was billed</h2>
          <Billed documents={documents} />
        </div>
        <aside id="your-part">
          {mayHandIn && <HandInForm reference={reference} names={open.map(({ name }) => name)} />}
          {mayDecide && <DecisionForm reference={reference} waiting={waiting} today={businessDate} />}
          {!mayHandIn && !mayDecide && (
            <p className="text-ink-2">
              A member of the licensee hands in; a commercial manager of the NHS accepts or rejects.
            </p>
          )}
        </aside>
      </div>
    </>
  );
}

/** What was handed in last of each deliverable and waits for the NHS. */
const waitingOf = ({ deliverables }: AppOutputs["licensing"]["deliverables"]) =>
  deliverables.flatMap(({ waiting: handedIn, name, history }) => {
    const last = history.find(({ factId }) => factId === handedIn);
    return handedIn && last ? [{ handedIn, name, on: last.on, file: last.file?.name ?? null }] : [];
  });
