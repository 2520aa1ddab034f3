import type { Metadata } from "next";
import { Facts, Figures, Notice, PageTitle, Tabs } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { Workings } from "#app/_components/workings.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { addDays, civil, formatDate, formatDateShort } from "#server/lib/dates.ts";
import { env } from "#server/lib/env.ts";
import { grouped, pounds } from "#server/lib/money.ts";
import { bandInWords, inUnits } from "#server/licensing/usage/bands.ts";
import { Days } from "./days.tsx";
import { Exceptions } from "./exceptions.tsx";
import { Example, Upload } from "./send.tsx";

export const metadata: Metadata = { title: "Usage" };

export default async function UsagePage({ params, searchParams }: PageProps<"/licences/[reference]/usage">) {
  const { reference } = await params;
  const { period, component, exception, done, accepted, duplicates, exceptions } = await searchParams;
  const usage = await api.licensing.usageOfLicence({
    reference,
    period: one(period),
    component: one(component),
  });
  const person = await viewer();
  const { terms, days, charge } = usage;
  const here = `/licences/${reference}/usage`;
  const last = days.at(-1);
  return (
    <>
      <PageTitle
        crumbs={[{ href: `/licences/${reference}`, label: usage.title }]}
        title="Usage against charge"
        lead={`${reference} · ${formatDate(usage.period.from)} to ${formatDate(addDays(usage.period.to, -1))}`}
      />
      {done === "uploaded" && (
        <Notice>
          {`${Number(accepted) || 0} taken in, ${Number(duplicates) || 0} known before, ${Number(exceptions) || 0} put aside. What counts stands in the figures within the minute.`}
        </Notice>
      )}
      {done === "decided" && <Notice>Your decision is on record.</Notice>}
      {usage.meters.length > 1 && (
        <Tabs
          label="What is metered"
          current={`${here}?component=${usage.meter}`}
          items={usage.meters.map((meter) => ({ href: `${here}?component=${meter}`, label: meter }))}
        />
      )}
      <Tabs
        label="Billing periods"
        current={`${here}?component=${usage.meter}&period=${usage.period.from}`}
        items={usage.periods
          .toReversed()
          .slice(0, 13)
          .map(({ from }) => ({
            href: `${here}?component=${usage.meter}&period=${from}`,
            label: `from ${formatDateShort(from)}`,
          }))}
      />
      <Figures
        items={[
          {
            label: "Used so far",
            value: inUnits(last?.cumulative ?? 0n),
            note: `${terms.unit}${terms.freeAllowance ? `, ${grouped(terms.freeAllowance)} free` : ""}`,
          },
          {
            label: "Charge so far, without VAT",
            value: <Money pence={charge.net} />,
            note: `billed on ${formatDate(usage.billedOn)}`,
          },
          ...usage.commitments.map(({ period: of, amount, missing }) => ({
            label: `Minimum from ${formatDateShort(of.from)}`,
            value: <Money pence={amount} />,
            note: missing > 0n ? `${pounds(missing)} still missing` : "reached",
          })),
        ]}
      />
      <div className="split">
        <div>
          <Days usage={usage} />
          <h2>How the charge comes about</h2>
          <Workings
            kind="usage_based"
            lines={charge.lines}
            total={charge.net}
            totalLabel="Charge of the period so far, without VAT"
          />
        </div>
        <aside>
          <Facts
            items={[
              ["Unit", terms.unit],
              ["Free in each period", terms.freeAllowance ? grouped(terms.freeAllowance) : "none"],
              [
                "Bands",
                <ol key="bands" className="mb-0">
                  {terms.tiers.map((tier, band) => (
                    <li key={tier.upTo}>{bandInWords(terms, band)}</li>
                  ))}
                </ol>,
              ],
              ["Never more than", terms.cap ? <Money key="cap" pence={terms.cap} /> : "no cap"],
              [
                "Late usage counts until",
                <Day key="late" date={addDays(civil(usage.period.to), terms.lateDays)} />,
              ],
            ]}
          />
        </aside>
      </div>
      <Exceptions usage={usage} mayDecide={may(person, "facts.decide")} chosen={one(exception)} />
      {may(person, "facts.report") && (
        <>
          <Upload reference={reference} meters={usage.meters} />
          <Example
            url={env().PUBLIC_URL}
            reference={reference}
            meter={usage.meter}
            at={`${last?.on ?? usage.period.from}T10:00:00Z`}
          />
        </>
      )}
    </>
  );
}

const one = (value: string | string[] | undefined) => (typeof value === "string" ? value : undefined);
