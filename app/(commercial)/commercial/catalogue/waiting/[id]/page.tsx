import type { Metadata } from "next";
import Link from "next/link";
import { ConfirmFirst } from "#app/_components/confirm-first.tsx";
import { Form, TextArea } from "#app/_components/form.tsx";
import { Facts, Notice, PageTitle, Panel, Warning } from "#app/_components/layout-parts.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import { may } from "#app/_trpc/may.ts";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { formatDate, londonDate } from "#server/lib/dates.ts";
import { decide, withdraw } from "../../actions.ts";
import { RuleInWords } from "../../as-typed.tsx";
import { Differences } from "../../differences.tsx";
import { Everything } from "../../everything.tsx";

export const metadata: Metadata = { title: "A change of the catalogue" };

type Proposal = AppOutputs["desk"]["proposal"];

export default async function ProposalPage({
  params,
  searchParams,
}: PageProps<"/commercial/catalogue/waiting/[id]">) {
  const proposal = await api.desk.proposal(await params);
  const person = await viewer();
  const [first] = proposal.sets;
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/commercial/catalogue", label: "Catalogue desk" },
          { href: "/commercial/catalogue/waiting", label: "Changes that wait" },
        ]}
        title={proposal.batch ? `A change of ${proposal.sets.length} datasets` : first!.title}
        status={
          <StatusTag tone={proposal.status === "waiting" ? "wait" : "neutral"}>{proposal.status}</StatusTag>
        }
      />
      {(await searchParams).done === "proposed" && (
        <Notice>It waits for a second person. Nothing is published until then.</Notice>
      )}
      <Facts
        items={[
          ["What changed and why", proposal.reason],
          ["Proposed by", `${proposal.proposedByName}, ${formatDate(londonDate(proposal.proposedAt))}`],
          ...(proposal.decidedByName ? [["Decided by", proposal.decidedByName] as const] : []),
        ]}
      />
      {proposal.sets.length === 1 && first ? <OneSet set={first} /> : <ManySets sets={proposal.sets} />}
      {proposal.terms?.changed && (
        <Panel title="What the new terms of use allow">
          <RuleInWords rule={proposal.terms.after} />
          <Lapsing decisions={proposal.terms.decisions} />
        </Panel>
      )}
      {proposal.status === "waiting" && may(person, "catalogue.publish") && !proposal.mine && (
        <ConfirmFirst to="publish it, or to refuse it">
          <Decide proposal={proposal} />
        </ConfirmFirst>
      )}
      {proposal.status === "waiting" && proposal.mine && (
        <>
          <p>You proposed this, so somebody else decides.</p>
          {may(person, "catalogue.edit") && (
            <Form
              action={withdraw}
              submit="Withdraw it"
              kind="secondary"
              fields={{ id: proposal.id, ...(proposal.batch ? {} : { slug: first!.slug }) }}
            />
          )}
        </>
      )}
    </>
  );
}

const Lapsing = ({ decisions }: { decisions: number }) =>
  decisions > 0 && (
    <p className="mt-2 mb-0">
      <strong>
        {decisions === 1
          ? "1 decision over the old terms no longer holds"
          : `${decisions} decisions over the old terms no longer hold`}
      </strong>{" "}
      once this is published: a decision holds for exactly the terms it was made over.
    </p>
  );

function OneSet({ set }: { set: Proposal["sets"][number] }) {
  return (
    <>
      {(set.conflict || set.retired) && (
        <Warning>
          <strong>This cannot be published as it stands.</strong>{" "}
          {set.retired
            ? "The dataset was retired meanwhile."
            : "Another version was published meanwhile, so its author has to withdraw it and take it over onto that version. You may refuse it with that reason."}
        </Warning>
      )}
      {set.description ? (
        <>
          <h2>A new dataset, as it would be published</h2>
          <Everything description={set.description} />
        </>
      ) : (
        <Differences caption="What changes" rows={set.differences} after="As proposed" />
      )}
      <p>
        <Link href={`/commercial/catalogue/${set.slug}/preview`}>See the whole of it as it would stand</Link>
      </p>
    </>
  );
}

const ManySets = ({ sets }: { sets: Proposal["sets"] }) => (
  <Table
    caption="What changes, dataset by dataset"
    rows={sets.flatMap((set) => set.differences.map((difference) => ({ ...set, difference })))}
    rowKey={({ slug, difference }) => `${slug}${difference.field}`}
    columns={[
      {
        header: "Dataset",
        cell: ({ slug, title, conflict, retired }) => (
          <>
            <Link href={`/commercial/catalogue/${slug}`}>{title}</Link>
            {(conflict || retired) && (
              <span className="block text-error">
                stays as a draft: {retired ? "retired meanwhile" : "published anew meanwhile"}
              </span>
            )}
          </>
        ),
      },
      { header: "Field", cell: ({ difference }) => difference.label },
      { header: "Published now", cell: ({ difference }) => difference.before || "nothing" },
      { header: "As proposed", cell: ({ difference }) => difference.after || "nothing" },
    ]}
  />
);

const Decide = ({ proposal }: { proposal: Proposal }) => (
  <section className="grid gap-x-10 lg:grid-cols-2">
    <div>
      <h2>Publish</h2>
      <p>
        {proposal.batch
          ? "All datasets are published at once, in your name and the author's. Those with a newer version stay as drafts."
          : "It stands in the catalogue at once, in your name and the author's."}
      </p>
      <Form
        action={decide}
        submit={proposal.batch ? `Publish ${proposal.sets.length} datasets` : "Publish this version"}
        kind="commit"
        fields={{ id: proposal.id, approve: "yes" }}
      />
    </div>
    <div>
      <h2>Or refuse</h2>
      <Form action={decide} submit="Refuse it" kind="secondary" fields={{ id: proposal.id, approve: "no" }}>
        <TextArea name="reason" label="Why it is refused" hint="Its author reads this" />
      </Form>
    </div>
  </section>
);
