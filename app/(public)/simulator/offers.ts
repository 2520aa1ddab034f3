import "server-only";
import { notFound } from "next/navigation";
import { api } from "#app/_trpc/server.ts";
import type { Offered } from "./results.ts";

/** The dataset that is simulated when none is named: every model is on offer for it. */
const firstShown = "hes-apc";

/** A dataset's nine offers as its price list stands today. */
export async function offersOf(slug: string = firstShown) {
  const [dataset, policies] = await Promise.all([api.catalogue.bySlug({ slug }), api.pricing.policies()]);
  if (dataset.prices.length === 0) notFound();
  return {
    dataset: { slug: dataset.slug, title: dataset.title, open: dataset.licensable === "licensable" },
    offers: dataset.prices.map(
      ({ kind, standing, reason, terms, months, users, furtherYear, furtherUser }): Offered => ({
        kind,
        standing,
        reason,
        months,
        users,
        furtherYear,
        furtherUser,
        terms: standing === "not" ? null : terms,
        policy: policies.find((one) => one.kind === kind)!.policy,
      }),
    ),
  };
}

/** Every dataset that may be licensed, to choose from. */
export const setsOnOffer = () => api.catalogue.onOffer();
