import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState, Notice, PageTitle, Warning } from "#app/_components/layout-parts.tsx";
import { Day } from "#app/_components/money.tsx";
import { NineStrip } from "#app/_components/nine.tsx";
import { Table } from "#app/_components/table.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { differenceOf, forCustomer } from "#server/pricing/list-rules.ts";
import { standingsOf } from "#server/pricing/standings.ts";
import { DifferenceTable } from "../difference.tsx";
import { DraftPanel } from "./draft-panel.tsx";
import { MandatePanel } from "./mandate-panel.tsx";

export async function generateMetadata({
  params,
}: PageProps<"/commercial/price-lists/[slug]">): Promise<Metadata> {
  return { title: `Price lists: ${(await api.pricing.listsOf(await params)).set.title}` };
}

const done: Record<string, string> = {
  dated: "The first day and the note are saved.",
  sent: "The list waits for approval by somebody else.",
  withdrawn: "It is taken back.",
  mandate: "It waits for a second person, who reads the mandate and confirms it.",
};

export default async function PriceListPage({
  params,
  searchParams,
}: PageProps<"/commercial/price-lists/[slug]">) {
  const lists = await api.pricing.listsOf(await params);
  const { set, versions, inForce, draft } = lists;
  const sent = await searchParams;
  const person = await viewer();
  const mandates = await api.mandates.waiting({ slug: set.slug });
  const path = `/commercial/price-lists/${set.slug}`;
  const chosen = (name: string, otherwise: number | undefined) =>
    versions.find(({ version }) => String(version) === sent[name]) ??
    versions.find(({ version }) => version === otherwise);
  const to = chosen("to", versions[0]?.version);
  const from = chosen("from", versions[1]?.version);
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/commercial/price-lists", label: "Price lists" }]}
        title={set.title}
        lead={`What ${set.custodian} lets us charge for it, under each of the nine.`}
      />
      {typeof sent.done === "string" && done[sent.done] && <Notice>{done[sent.done]}</Notice>}
      {set.retiredOn && <Warning>This dataset was retired, so it gets no new price list.</Warning>}
      <div className="split">
        <div>
          <h2 className="!mt-0">In force today</h2>
          {inForce ? (
            <>
              <p>
                Version {inForce.version}, from <Day date={inForce.validFrom} />, by {inForce.authorName},
                approved by {inForce.approverName}.{" "}
                <Link href={`${path}/preview?version=${inForce.version}`}>See it as a buyer does</Link>
              </p>
              <NineStrip standings={standingsOf(forCustomer(inForce.prices, "standard"))} />
            </>
          ) : (
            <EmptyState title="No price list is in force">
              <p className="mb-0">
                Nobody can apply for this dataset. Start a draft: all nine begin as not on offer.
              </p>
            </EmptyState>
          )}
          <DraftPanel
            lists={lists}
            mayEdit={may(person, "price_list.edit")}
            mayApprove={may(person, "price_list.approve")}
          />
        </div>
        <aside>
          <MandatePanel
            slug={set.slug}
            mandates={lists.mandates}
            waiting={mandates}
            person={person}
            mayRecord={may(person, "catalogue.edit")}
          />
        </aside>
      </div>
      {draft && (
        <DifferenceTable
          caption={inForce ? "What the draft changes" : "What the draft says"}
          rows={differenceOf(inForce?.prices ?? [], draft.prices)}
        />
      )}
      <h2>Every version</h2>
      <Table
        caption="Every version"
        hideCaption
        rows={versions}
        rowKey={({ version }) => String(version)}
        empty={<EmptyState title="No list was published yet" />}
        columns={[
          {
            header: "Version",
            cell: ({ version }) => <Link href={`${path}/preview?version=${version}`}>Version {version}</Link>,
          },
          { header: "In force from", cell: ({ validFrom }) => <Day date={validFrom} /> },
          { header: "Written by", cell: ({ authorName }) => authorName },
          { header: "Approved by", cell: ({ approverName }) => approverName },
        ]}
      />
      {from && to && (
        <>
          <h2 id="difference">What changed between two versions</h2>
          <form action={`${path}#difference`} className="mb-4 flex flex-wrap items-end gap-4">
            <Version name="from" label="From" chosen={from.version} versions={versions} />
            <Version name="to" label="To" chosen={to.version} versions={versions} />
            <button type="submit" className="button button-secondary">
              Compare
            </button>
          </form>
          <DifferenceTable
            caption={`From version ${from.version} to version ${to.version}`}
            rows={differenceOf(from.prices, to.prices)}
          />
        </>
      )}
    </>
  );
}

const Version = ({
  name,
  label,
  chosen,
  versions,
}: {
  name: string;
  label: string;
  chosen: number;
  versions: readonly { version: number }[];
}) => (
  <div>
    <label htmlFor={name} className="mb-1 block font-semibold">
      {label}
    </label>
    <select id={name} name={name} defaultValue={chosen}>
      {versions.map(({ version }) => (
        <option key={version} value={version}>
          Version {version}
        </option>
      ))}
    </select>
  </div>
);
