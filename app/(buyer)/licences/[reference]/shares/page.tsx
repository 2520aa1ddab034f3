import type { Metadata } from "next";
import { ButtonLink } from "#app/_components/button.tsx";
import { Facts, PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { modelOf } from "#server/commercial-models/index.ts";
import { formatDate } from "#server/lib/dates.ts";
import { countInWords, rightsInWords } from "#server/licensing/holdings/in-words.ts";
import { Due } from "./due.tsx";
import { Register } from "./register.tsx";
import { Totals } from "./totals.tsx";

export const metadata: Metadata = { title: "Shares" };

export default async function SharesPage({ params }: PageProps<"/licences/[reference]/shares">) {
  const { reference } = await params;
  const page = await api.licensing.shares({ reference });
  const forms = may(await viewer(), "facts.decide") ? modelOf("equity_share").forms : [];
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
          {forms.length > 0 && (
            <Panel title="Record what happened">
              <ul className="!m-0 list-none !p-0">
                {forms.map(({ fact, title }) => (
                  <li key={fact} className="py-1">
                    <a href={`/licences/${reference}/report?fact=${fact}`}>{title}</a>
                  </li>
                ))}
              </ul>
            </Panel>
          )}
        </aside>
      </div>
    </>
  );
}
