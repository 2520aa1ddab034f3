import "server-only";
import { notFound } from "next/navigation";
import { api } from "#app/_trpc/server.ts";
import type { Offered } from "./results.ts";

/** The set that is simulated when none is named: every model is on offer for it. */
const firstShown = "hes-apc";

/** A dataset's nine offers as its price list stands today, and the other sets one may choose. */
export async function offersOf(slug: string = firstShown) {
  const [dataset, policies, all] = await Promise.all([
    api.catalogue.bySlug({ slug }),
    api.pricing.policies(),
    api.catalogue.search({ use: "licensable" }),
  ]);
  if (dataset.prices.length === 0) notFound();
  const others = await Promise.all(
    Array.from({ length: all.pages - 1 }, (_, index) =>
      api.catalogue.search({ use: "licensable", page: index + 2 }),
    ),
  );
  return {
    dataset: { slug: dataset.slug, title: dataset.title, open: dataset.licensable === "licensable" },
    sets: [all, ...others].flatMap(({ rows }) => rows.map((row) => ({ slug: row.slug, title: row.title }))),
    offers: dataset.prices.map(
      ({ kind, standing, reason, terms }): Offered => ({
        kind,
        standing,
        reason,
        terms: standing === "not" ? null : terms,
        policy: policies.find((one) => one.kind === kind)!.policy,
      }),
    ),
  };
}
