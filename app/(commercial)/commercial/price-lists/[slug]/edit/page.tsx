import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { Notice, PageTitle, Panel, Tabs, Warning } from "#app/_components/layout-parts.tsx";
import { kindsInOrder, modelFace } from "#app/_components/models.ts";
import { ModelBadge } from "#app/_components/nine.tsx";
import { api } from "#app/_trpc/server.ts";
import { onlyFor } from "#app/_trpc/viewer.ts";
import { customerKinds } from "#server/access/customer-kind.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import { customers } from "#server/pricing/list-rules.ts";
import type { CustomerKind } from "#server/pricing/rules.ts";
import { customerIn } from "../../cards.tsx";
import { parameterName } from "../../words.ts";
import { type Draft, inShort, priceOf } from "./draft.ts";
import { PriceForm } from "./price-form.tsx";
import { TheNine } from "./the-nine.tsx";

export const metadata: Metadata = { title: "Edit a price list" };

type Address = (kind: Kind, customer: CustomerKind) => string;

export default async function EditPage({
  params,
  searchParams,
}: PageProps<"/commercial/price-lists/[slug]/edit">) {
  await onlyFor("price_list.edit");
  const { slug } = await params;
  const { set, draft } = await api.pricing.listsOf({ slug });
  const path = `/commercial/price-lists/${slug}`;
  if (draft?.status !== "draft") redirect(path);
  const { model, for: named, done } = await searchParams;
  const kind = kindsInOrder.find((one) => one === model) ?? kindsInOrder[0]!;
  const customer = customerIn(named);
  const address: Address = (one, whose) => `${path}/edit?model=${one}&for=${whose}`;
  const problems = draft.problems.filter((one) => one.kind === kind && one.customer === customer);
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/commercial/price-lists", label: "Price lists" },
          { href: path, label: set.title },
        ]}
        title={`${modelFace[kind].number} ${modelFace[kind].title}`}
        lead="Standing, standard terms, and how far each may be negotiated. Nothing is public before a second person approves the whole list."
      />
      {done === "saved" && (
        <Notice>
          {modelFace[kind].title} is saved for {customerKinds[customer].toLowerCase()}.{" "}
          <GoOn kind={kind} path={path} address={address} />
        </Notice>
      )}
      <Tabs
        label="Kind of customer"
        current={address(kind, customer)}
        items={customers.map((one) => ({ href: address(kind, one), label: customerKinds[one] }))}
      />
      {problems.length > 0 && <ToMend problems={problems} />}
      <div className="split">
        <PriceForm
          key={`${kind} ${customer} ${draft.revision}`}
          slug={slug}
          draft={draft}
          kind={kind}
          customer={customer}
        />
        <aside>
          <TheNine draft={draft} kind={kind} customer={customer} address={address} />
          <Panel title="In short">
            <ModelBadge kind={kind} />
            <p className="mt-2">{inShort(priceOf(draft, kind, customer))}</p>
            <p className="mb-0">
              <Link href={`${path}/preview?for=${customer}`}>Preview what a buyer would see</Link>
              <br />
              <Link href={path}>Back, to send it for approval</Link>
            </p>
          </Panel>
        </aside>
      </div>
    </>
  );
}

/** The next of the nine, or after the ninth the list. */
function GoOn({ kind, path, address }: { kind: Kind; path: string; address: Address }) {
  const next = kindsInOrder[kindsInOrder.indexOf(kind) + 1];
  if (!next) return <Link href={path}>Back to the list</Link>;
  return <Link href={address(next, "standard")}>Go on to {modelFace[next].title.toLowerCase()}</Link>;
}

const ToMend = ({ problems }: { problems: Draft["problems"] }) => (
  <Warning>
    <ul className="mb-0">
      {problems.map(({ path: where, sentence }) => (
        <li key={`${where} ${sentence}`}>
          {parameterName(where)}: {sentence}
        </li>
      ))}
    </ul>
  </Warning>
);
