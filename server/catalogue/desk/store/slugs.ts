import { and, inArray, like, or, sql } from "drizzle-orm";
import { datasets } from "#db/schema/catalogue.ts";
import { datasetDrafts } from "#db/schema/descriptions.ts";
import type { Change } from "#server/lib/change.ts";
import { withoutEnd } from "#server/lib/words.ts";

/** Addresses of the desk itself, which no dataset may have. */
const taken = new Set(["new", "waiting", "bulk", "import", "imports", "matches", "list.csv"]);
const longest = 60;

/** "Hospital Episode Statistics: Outpatients" becomes hospital-episode-statistics-outpatients. */
const slugOf = (title: string): string =>
  withoutEnd(
    title
      .normalize("NFKD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .slice(0, longest)
      .replace(/^-/, ""),
    "-",
  ) || "dataset";

/**
 * The slug of a title that no dataset and no open draft has, with a number when it needs one. Whoever asks at the same
 * time waits until this change is done.
 */
export async function freeSlug({ tx }: Change, title: string, own?: string): Promise<string> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('slugs of the catalogue'))`);
  const wanted = slugOf(title);
  const rows = await tx
    .select({ slug: datasets.slug })
    .from(datasets)
    .where(or(inArray(datasets.slug, [wanted]), like(datasets.slug, `${wanted}-%`)));
  const drafts = await tx
    .select({ slug: datasetDrafts.slug })
    .from(datasetDrafts)
    .where(and(inArray(datasetDrafts.status, ["draft", "proposed"]), like(datasetDrafts.slug, `${wanted}%`)));
  const used = new Set([
    ...rows.map(({ slug }) => slug),
    ...drafts.map(({ slug }) => slug).filter((slug) => slug !== own),
    ...taken,
  ]);
  if (!used.has(wanted)) return wanted;
  for (let number = 2; ; number++) if (!used.has(`${wanted}-${number}`)) return `${wanted}-${number}`;
}
