import Link from "next/link";
import { customerKinds } from "#server/access/customer-kind.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import { pounds } from "#server/lib/money.ts";
import type { Policy } from "#server/pricing/rules.ts";
import { leastService } from "#server/quoting/service.ts";
import type { Tariff } from "#server/quoting/tariff.ts";
import type { Dataset } from "./dataset.ts";
import { PriceCard } from "./price-card.tsx";

/** The nine with what each costs this kind of customer; who is no buyer may look at it as another. */
export function Prices({
  dataset,
  policies,
  mayChoose,
  mayApply,
  tariff,
}: {
  dataset: Dataset;
  policies: readonly { kind: Kind; policy: Policy }[];
  mayChoose: boolean;
  mayApply: boolean;
  tariff: Tariff | null;
}) {
  if (dataset.prices.length === 0 || dataset.retiredOn) return null;
  const kinds = Object.entries(customerKinds) as [Dataset["customer"], string][];
  return (
    <section aria-labelledby="prices">
      <h2 id="prices">What would it cost, under each of the nine?</h2>
      <p>
        {mayChoose ? (
          <>
            Prices for:{" "}
            {kinds.map(([kind, words], index) => (
              <span key={kind}>
                {index > 0 && " · "}
                {kind === dataset.customer ? (
                  <strong>{words}</strong>
                ) : (
                  <Link href={`/datasets/${dataset.slug}?as=${kind}#prices`}>{words}</Link>
                )}
              </span>
            ))}
            .{" "}
          </>
        ) : (
          dataset.customer !== "standard" &&
          `Prices for your organisation: ${customerKinds[dataset.customer].toLowerCase()}. `
        )}
        <Link href={`/quotes/new?set=${dataset.slug}`}>Calculate a quote</Link>, or{" "}
        <Link href={`/simulator?dataset=${dataset.slug}`}>move a forecast and watch all nine answer</Link>
      </p>
      {tariff && (
        <p>
          Prices are for the data, without VAT. The service around it (application, set-up, the secure
          environment and its users) is not in them: at the public tariff, if you want it, from{" "}
          {pounds(leastService(tariff, []))} in a first year.
        </p>
      )}
      <div className="grid gap-5 md:grid-cols-2 xl:grid-cols-3">
        {dataset.prices.map((price) => (
          <PriceCard
            key={price.kind}
            price={price}
            slug={dataset.slug}
            mayApply={mayApply}
            policy={policies.find(({ kind }) => kind === price.kind)!.policy}
          />
        ))}
      </div>
    </section>
  );
}
