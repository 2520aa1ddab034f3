import { Tabs } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { PriceCard } from "#app/(public)/datasets/[slug]/price-card.tsx";
import { customerKinds } from "#server/access/customer-kind.ts";
import { customers, type DraftPrice, forCustomer } from "#server/pricing/list-rules.ts";
import { type CustomerKind, headline } from "#server/pricing/rules.ts";

/** The kind of customer in an address; the standard one where it names none. */
export const customerIn = (named: unknown): CustomerKind =>
  customers.find((customer) => customer === named) ?? "standard";

/** A list exactly as the page of its dataset shows it to one kind of customer. */
export async function ListCards({
  slug,
  prices,
  customer,
  address,
}: {
  slug: string;
  prices: readonly DraftPrice[];
  customer: CustomerKind;
  address: (customer: CustomerKind) => string;
}) {
  const policies = await api.pricing.policies();
  return (
    <>
      <Tabs
        label="Kind of customer"
        current={address(customer)}
        items={customers.map((one) => ({ href: address(one), label: customerKinds[one] }))}
      />
      <h2>What would it cost, under each of the nine?</h2>
      <div className="grid gap-5 md:grid-cols-2 xl:grid-cols-3">
        {forCustomer(prices, customer).map((price) => (
          <PriceCard
            key={price.kind}
            price={{
              ...price,
              headline: headline(price.terms),
              barred: "This is a preview, so nothing can be applied for here.",
            }}
            slug={slug}
            mayApply={false}
            policy={policies.find(({ kind }) => kind === price.kind)!.policy}
          />
        ))}
      </div>
    </>
  );
}
