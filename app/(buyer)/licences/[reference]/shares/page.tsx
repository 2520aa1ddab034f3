import type { Metadata } from "next";
import Link from "next/link";
import { ButtonLink } from "#app/_components/button.tsx";
import { Facts, PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { formatDate } from "#server/lib/dates.ts";
import { countInWords, rightsInWords } from "#server/licensing/holdings/in-words.ts";
import { Due } from "./due.tsx";
import { Register } from "./register.tsx";
import { Totals } from "./totals.tsx";

export const metadata: Metadata = { title: "Shares" };

export default async function SharesPage({ params }: PageProps<"/licences/[reference]/shares">) {
  const { reference } = await params;
  const page = await api.licensing.shares({ reference });
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/licences", label: "Licences" },
          { href: `/licences/${reference}`, label: page.title },
        ]}
        title={`Shares in ${page.company}`}
        lead={`${reference}: ${page.holder} holds ${countInWords(page.held)} ${page.shareClass} shares on ${formatDate(page.asOf)}.`}
      />
      <Totals shares={page} />
      <div className="actions">
        <ButtonLink href={`/licences/${reference}/shares/statement.pdf`} kind="secondary">
          Holding statement (PDF)
        </ButtonLink>
      </div>
      <h2>The register</h2>
      <Register register={page.register} />
      <div className="split">
        <div>
          <h2 className="!mt-0">What is due</h2>
          <Due shares={page} />
          <h2>Rights that go with the shares</h2>
          <Facts items={rightsInWords(page)} />
        </div>
        <aside>
          {may(await viewer(), "facts.decide") && (
            <Panel title="Did something happen to them?">
              <p className="mb-0">
                <Link href={`/licences/${reference}`}>Record it on the page of the licence</Link>.
              </p>
            </Panel>
          )}
        </aside>
      </div>
    </>
  );
}
