import type { z } from "zod";
import type { Knock } from "#server/lib/http.ts";
import { fromQuery } from "#server/lib/input.ts";
import type { columnsSchema, datasetSchema, datasetsSchema, wholeDatasetSchema } from "./answers.ts";
import { answerPublic, asJson } from "./http.ts";
import { type PublicSet, pathsOf } from "./public-set.ts";
import { columnsQuery, datasetsQuery, nothingAsked } from "./query-form.ts";
import { columnsOf, pageOfSets, publicSet } from "./store.ts";

/** GET /api/v1/datasets?limit=&after=&updatedSince=&custodian=: datasets in order of their slugs, and where to read on. */
export const getDatasets = (request: Request, knock: Knock) =>
  answerPublic(knock, async (ask, base) => {
    const { limit, after, updatedSince, custodian } = fromQuery(datasetsQuery, request);
    const page = await pageOfSets(ask, {
      limit: limit + 1,
      ...(after !== undefined && { after }),
      ...(updatedSince !== undefined && { updatedSince }),
      ...(custodian !== undefined && { custodian }),
    });
    const shown = page.slice(0, limit);
    return asJson<z.output<typeof datasetsSchema>>(request, {
      datasets: shown.map((set) => brief(set, base)),
      next: page.length > limit ? onwards("/api/v1/datasets", request, shown.at(-1)!.slug) : null,
    });
  });

/** GET /api/v1/datasets/[slug]: all that is known of a dataset. */
export const getDataset = (request: Request, knock: Knock, slug: string) =>
  answerPublic(knock, async (ask, base) => {
    fromQuery(nothingAsked, request);
    const set = await publicSet(ask, slug);
    return asJson<z.output<typeof wholeDatasetSchema>>(request, {
      ...brief(set, base),
      description: set.description,
      versions: set.versions,
      linkableWith: set.links,
    });
  });

/** GET /api/v1/datasets/[slug]/columns?limit=&after=: the data dictionary in its own order. */
export const getColumns = (request: Request, knock: Knock, slug: string) =>
  answerPublic(knock, async (ask) => {
    const { limit, after } = fromQuery(columnsQuery, request);
    await publicSet(ask, slug);
    const page = await columnsOf(ask, slug, { limit: limit + 1, ...(after !== undefined && { after }) });
    const columns = page.slice(0, limit);
    return asJson<z.output<typeof columnsSchema>>(request, {
      columns,
      next:
        page.length > limit
          ? onwards(pathsOf(slug).columns, request, String(columns.at(-1)!.position))
          : null,
    });
  });

const brief = (set: PublicSet, base: string): z.output<typeof datasetSchema> => {
  const { page, dcatTurtle, dcatJsonLd, hdruk, api, columns } = pathsOf(set.slug);
  return {
    slug: set.slug,
    title: set.description.title,
    summary: set.description.summary,
    custodian: set.description.custodian,
    commercialUse: set.licensable,
    completenessBp: set.completenessBp,
    version: set.versionNumber,
    publishedOn: set.publishedOn,
    links: {
      page: base + page,
      self: base + api,
      columns: base + columns,
      dcatTurtle: base + dcatTurtle,
      dcatJsonLd: base + dcatJsonLd,
      hdruk: base + hdruk,
    },
  };
};

/** The same question after this key. */
function onwards(path: string, request: Request, after: string): string {
  const asked = new URL(request.url).searchParams;
  asked.set("after", after);
  return `${path}?${asked}`;
}
