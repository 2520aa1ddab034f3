import type { Metadata } from "next";
import Link from "next/link";
import { ButtonLink } from "#app/_components/button.tsx";
import { PageTitle, Warning } from "#app/_components/layout-parts.tsx";
import { Money } from "#app/_components/money.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { installation, viewer } from "#app/_trpc/viewer.ts";
import { modelOf } from "#server/commercial-models/index.ts";
import { formatDate } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";
import { serviceId } from "#server/quoting/service.ts";
import { AccountFigures, LineByLine } from "./account.tsx";
import { Agreed, ChangeOrders, TooLate } from "./agreed.tsx";
import { Charges } from "./charges.tsx";
import { CostBar } from "./cost-bar.tsx";

export const metadata: Metadata = { title: "Costs" };

export default async function CostsPage({ params, searchParams }: PageProps<"/licences/[reference]/costs">) {
  const { reference } = await params;
  const { part } = await searchParams;
  const costs = await api.licensing.costs({ reference, ...(typeof part === "string" && { part }) });
  const { businessDate } = await installation();
  const forms = may(await viewer(), "facts.decide") ? modelOf("cost_recovery").forms : [];
  const { account } = costs;
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/licences", label: "Licences" },
          { href: `/licences/${reference}`, label: costs.title },
        ]}
        title={costs.part === serviceId ? "What the service has cost" : "What the work has cost"}
        lead={`${reference}: never more than it cost${account.cap === null ? "" : `, and never more than ${pounds(account.cap)}`}, without VAT. ${costs.finished ? `The work was complete on ${formatDate(costs.finished)}.` : "The work goes on."}`}
      />
      {costs.unrecovered > 0n && (
        <Warning>
          The work came to <Money pence={costs.unrecovered} /> more than the cap. That is not charged, now or
          later.
        </Warning>
      )}
      <AccountFigures reference={reference} costs={costs} />
      {forms.length > 0 && (
        <div className="actions">
          {forms.map(({ fact, title }) => (
            <ButtonLink
              key={fact}
              href={`/licences/${reference}/report?fact=${fact}&component=${costs.part}`}
              kind="secondary"
            >
              {title}
            </ButtonLink>
          ))}
        </div>
      )}
      <CostBar {...account} />
      <div className="split">
        <div>
          <LineByLine costs={costs} />
          <Charges charges={costs.charges} today={businessDate} />
          <p>
            The documents stand on <Link href={`/licences/${reference}`}>the page of the licence</Link>.
          </p>
        </div>
        <aside>
          <Agreed costs={costs} />
          <ChangeOrders orders={costs.orders} />
          {costs.tooLate.length > 0 && <TooLate tooLate={costs.tooLate} />}
        </aside>
      </div>
    </>
  );
}
