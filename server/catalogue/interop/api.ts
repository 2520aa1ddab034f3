import { z } from "zod";
import { isCivil } from "#server/lib/dates.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { type Asking, answerPublic, asJson } from "./http.ts";
import { type PublicSet, pathsOf } from "./public-set.ts";
import { columnsOf, pageOfSets, publicSet } from "./store.ts";

const wholeNumber = (from: number, to: number) => {
  const words = `Enter a whole number from ${from} to ${to}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, words)
    .transform(Number)
    .pipe(z.number().min(from, words).max(to, words));
};
const limit = wholeNumber(1, 200).default(50);
const key = (most: number) =>
  z.string().min(1, "Enter something").max(most, `Enter at most ${most} characters`);

const listSchema = z.strictObject({
  limit,
  after: key(200).optional(),
  updatedSince: z.string().refine(isCivil, "Enter a day like 2026-04-01").optional(),
  custodian: key(200).optional(),
});
const columnsSchema = z.strictObject({ limit, after: wholeNumber(0, 999_999_999).optional() });

/** GET /api/v1/datasets?limit=&after=&updatedSince=&custodian=: sets in order of their slugs, and where to read on. */
export const getDatasets = (request: Request, asking: Asking) =>
  answerPublic(asking, async (ask, base) => {
    const { limit, after, updatedSince, custodian } = parsed(listSchema, request);
    const page = await pageOfSets(ask, {
      limit: limit + 1,
      ...(after !== undefined && { after }),
      ...(updatedSince !== undefined && { updatedSince }),
      ...(custodian !== undefined && { custodian }),
    });
    const shown = page.slice(0, limit);
    return asJson(request, {
      datasets: shown.map((set) => brief(set, base)),
      next: page.length > limit ? onwards("/api/v1/datasets", request, shown.at(-1)!.slug) : null,
    });
  });

/** GET /api/v1/datasets/[slug]: all that is known of a set. */
export const getDataset = (request: Request, asking: Asking, slug: string) =>
  answerPublic(asking, async (ask, base) => {
    parsed(z.strictObject({}), request);
    const set = await publicSet(ask, slug);
    return asJson(request, {
      ...brief(set, base),
      description: set.description,
      versions: set.versions,
      linkableWith: set.links,
    });
  });

/** GET /api/v1/datasets/[slug]/columns?limit=&after=: the data dictionary in its own order. */
export const getColumns = (request: Request, asking: Asking, slug: string) =>
  answerPublic(asking, async (ask) => {
    const { limit, after } = parsed(columnsSchema, request);
    await publicSet(ask, slug);
    const page = await columnsOf(ask, slug, { limit: limit + 1, ...(after !== undefined && { after }) });
    const columns = page.slice(0, limit);
    return asJson(request, {
      columns,
      next:
        page.length > limit
          ? onwards(pathsOf(slug).columns, request, String(columns.at(-1)!.position))
          : null,
    });
  });

const brief = (set: PublicSet, base: string) => {
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

/** Parameters as the schema wants them; the first that is wrong, unknown or given twice is named. */
function parsed<Schema extends z.ZodObject>(schema: Schema, request: Request): z.output<Schema> {
  const params = new URL(request.url).searchParams;
  const names = [...params.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new Refusal("bad_input", `${twice} is given twice`, twice);
  const result = schema.safeParse(Object.fromEntries(params));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const [unknown] = issue!.code === "unrecognized_keys" ? issue!.keys : [];
  throw unknown
    ? new Refusal("bad_input", `We do not know the parameter ${unknown}`, unknown)
    : new Refusal("bad_input", issue!.message, String(issue!.path[0]));
}
