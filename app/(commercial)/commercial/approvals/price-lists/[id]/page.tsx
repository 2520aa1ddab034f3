import type { Metadata } from "next";
import { ConfirmFirst } from "#app/_components/confirm-first.tsx";
import { Form, TextArea } from "#app/_components/form.tsx";
import { Facts, PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { Day } from "#app/_components/money.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { decide } from "#app/(commercial)/commercial/price-lists/actions.ts";
import { customerIn, ListCards } from "#app/(commercial)/commercial/price-lists/cards.tsx";
import { DifferenceTable } from "#app/(commercial)/commercial/price-lists/difference.tsx";
import { differenceOf } from "#server/pricing/list-rules.ts";

export const metadata: Metadata = { title: "Decide about a price list" };

const states = {
  waiting: "waits for a second person",
  approved: "approved",
  refused: "refused",
  withdrawn: "withdrawn by its author",
} as const;

export default async function DecideListPage({
  params,
  searchParams,
}: PageProps<"/commercial/approvals/price-lists/[id]">) {
  const { id } = await params;
  const proposal = await api.pricing.proposed({ id });
  const { body, set, before, mine, status } = proposal;
  const person = await viewer();
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/commercial/approvals", label: "Approvals" },
          { href: `/commercial/price-lists/${set.slug}`, label: set.title },
        ]}
        title="May this be the price list?"
        lead="If you approve it, it is published word for word and takes effect on its first day. Quotes and offers made before keep the list they were made under."
      />
      <div className="split">
        <DifferenceTable
          caption={
            before
              ? `What changes against version ${before.version}`
              : "What it says; there is no list before it"
          }
          rows={differenceOf(before?.prices ?? [], body.prices)}
        />
        <aside>
          <Panel title="The proposal">
            <Facts
              items={[
                ["In force from", <Day key="from" date={body.validFrom} />],
                ["Written by", body.authorName],
                ["What changes", proposal.reason],
                ...(body.note ? [["Note", body.note] as const] : []),
                ["State", states[status]],
                ...(proposal.decidedByName ? [["Decided by", proposal.decidedByName] as const] : []),
                ...(body.refused ? [["Refused because", body.refused] as const] : []),
              ]}
            />
          </Panel>
          {status === "waiting" && mine && (
            <Panel title="Your decision">
              <p className="mb-0">You wrote part of it, so somebody else has to decide.</p>
            </Panel>
          )}
          {status === "waiting" && !mine && may(person, "price_list.approve") && (
            <Panel title="Your decision">
              <ConfirmFirst to="decide">
                <Form
                  action={decide}
                  submit="Approve and publish"
                  kind="commit"
                  fields={{ id, approve: "yes" }}
                />
                <details>
                  <summary>Refuse it</summary>
                  <div className="mt-3">
                    <Form action={decide} submit="Refuse" kind="secondary" fields={{ id, approve: "no" }}>
                      <TextArea name="reason" label="Why? Its author reads this" />
                    </Form>
                  </div>
                </details>
              </ConfirmFirst>
            </Panel>
          )}
        </aside>
      </div>
      <h2 id="preview">What a buyer would see</h2>
      <ListCards
        slug={set.slug}
        prices={body.prices}
        customer={customerIn((await searchParams).for)}
        address={(customer) => `/commercial/approvals/price-lists/${id}?for=${customer}`}
      />
    </>
  );
}
