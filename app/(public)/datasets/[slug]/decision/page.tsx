import type { Metadata } from "next";
import Link from "next/link";
import { ButtonLink } from "#app/_components/button.tsx";
import { EmptyState, Notice, PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import { withNext } from "#app/_trpc/local-path.ts";
import { may, mayTry } from "#app/_trpc/may.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { toneOfUse } from "#app/(public)/catalogue/result.tsx";
import { licensableWords } from "#server/catalogue/description.ts";
import { type Dataset, datasetOf } from "../dataset.ts";
import { DecisionsMade } from "../decisions-made.tsx";
import { TermList, WhoMayHave } from "../may-it-be-used.tsx";
import { DecisionForm } from "./decision-form.tsx";

export const metadata: Metadata = { title: "Decision on commercial use" };

export default async function DecisionPage({ params, searchParams }: PageProps<"/datasets/[slug]/decision">) {
  const { slug } = await params;
  const dataset = await datasetOf(slug);
  const { done } = await searchParams;
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/catalogue", label: "Catalogue" },
          { href: `/datasets/${slug}`, label: dataset.title },
        ]}
        title="May it be used commercially?"
        status={
          <StatusTag tone={toneOfUse[dataset.licensable]}>{licensableWords[dataset.licensable]}</StatusTag>
        }
        lead="Where the terms of use bar commercial models, or do not state them, a named person decides, with the reason. It holds for exactly the terms that stand today."
      />
      {done && <Notice>The decision is on record, with your name and reason.</Notice>}
      <div className="split">
        <div>
          <Decide dataset={dataset} />
        </div>
        <aside aria-label="What stands today">
          <Panel title="What the rule says">
            <p className="mb-0">{dataset.rule.because || "The terms allow commercial use."}</p>
          </Panel>
          <TermList dataset={dataset} />
          <DecisionsMade decisions={dataset.decisions} />
          <WhoMayHave dataset={dataset} />
        </aside>
      </div>
    </>
  );
}

async function Decide({ dataset }: { dataset: Dataset }) {
  const { slug } = dataset;
  const nothing = whyNothing(dataset);
  if (nothing)
    return (
      <EmptyState title="There is nothing to decide">
        <p className="mb-0">
          {nothing} <Link href={`/datasets/${slug}`}>Back to the dataset</Link>
        </p>
      </EmptyState>
    );
  const person = await viewer();
  if (!person || !may(person, "use_terms.decide"))
    return (
      <EmptyState title="Only an approver of the NHS can decide this">
        <p>
          It takes the head of information governance, or somebody else whom the NHS made an approver. They
          decide for named models and kinds of customers, and their name and reason stand on the page of the
          set.
        </p>
        {mayTry(person, "enquiry.ask") && (
          <p className="mb-0">
            To ask for a decision, <Link href={`/datasets/${slug}/enquiry`}>write to the custodian</Link>.
          </p>
        )}
      </EmptyState>
    );
  if (!person.confirmed)
    return (
      <EmptyState title="Confirm that it is you first">
        <p>A decision carries your name, so we ask for your password or a mailed code once more.</p>
        <ButtonLink href={withNext("/confirm", `/datasets/${slug}/decision`)}>Confirm</ButtonLink>
      </EmptyState>
    );
  return <DecisionForm slug={slug} terms={dataset.termsKey} />;
}

/** Why there is nothing to decide about a dataset; null when there is. */
function whyNothing({
  retiredOn,
  retiredReason,
  licensable,
  licensableReason,
  rule,
}: Dataset): string | null {
  if (retiredOn) return `The dataset was retired: ${retiredReason}`;
  if (licensable === "not_licensable" || licensable === "proposed")
    return `No decision opens this dataset. ${licensableReason}`;
  return rule.commercial === "allowed" ? "Its terms of use allow commercial use." : null;
}
