import type { Metadata } from "next";
import Link from "next/link";
import { Facts, PageTitle } from "#app/_components/layout-parts.tsx";
import { Day } from "#app/_components/money.tsx";
import { ModelBadge } from "#app/_components/nine.tsx";
import { api } from "#app/_trpc/server.ts";
import { modelOf } from "#server/commercial-models/index.ts";
import { capitalised } from "#server/lib/words.ts";

export async function generateMetadata({ params }: PageProps<"/register/[reference]">): Promise<Metadata> {
  return { title: `${(await params).reference} on the public register` };
}

export default async function EntryPage({ params }: PageProps<"/register/[reference]">) {
  const entry = await api.register.entry(await params);
  const { summary, explained } = modelOf(entry.kind);
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/register", label: "Public register" }]}
        title={entry.title}
        lead={`${entry.licensee}, ${entry.reference}`}
      />
      <h2 className="!mt-0">What the data is used for</h2>
      <Words said={entry.purpose} />
      <h2>How patients or the public gain</h2>
      <Words said={entry.benefit} />
      <h2>The licence</h2>
      <Facts
        items={[
          ["Licensee", entry.licensee],
          [
            "Dataset",
            <Link key="set" href={`/datasets/${entry.dataset.slug}`}>
              {entry.dataset.title}
            </Link>,
          ],
          ["Custodian", entry.custodian],
          ["Where it is used", entry.environment],
          ["Commercial model", <ModelBadge key="model" kind={entry.kind} />],
          ["What that means", `${summary} ${explained.due}`],
          ["Price", "Agreed between the parties, and not published"],
          ["From", <Day key="from" date={entry.startsOn} />],
          ["To", <Day key="to" date={entry.lastDay} />],
          ["State", capitalised(entry.state)],
        ]}
      />
    </>
  );
}

const Words = ({ said }: { said: string | null }) =>
  said ? (
    <p className="whitespace-pre-line">{said}</p>
  ) : (
    <p className="text-ink-2">
      Not published: when the application was made, its form did not say that these words would be.
    </p>
  );
