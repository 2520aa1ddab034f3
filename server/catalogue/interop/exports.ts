import type { Knock } from "#server/lib/http.ts";
import { fromQuery } from "#server/lib/input.ts";
import { dcatOfAll, dcatOfOne, mediaType, type Syntax } from "./dcat-text.ts";
import { hdruk4 } from "./hdruk4.ts";
import { answerPublic, asDocument, asJson, countWhole, tagged, tagOf } from "./http.ts";
import { hdrukQuery } from "./query-form.ts";
import { catalogueVersion, columnsOf, everySet, publicSet } from "./store.ts";

const ending: Record<Syntax, string> = { turtle: "ttl", "json-ld": "jsonld" };

/** GET /datasets/[slug]/dcat.ttl and .jsonld: a set as DCAT-AP. */
export const getDcatOfOne = (request: Request, knock: Knock, slug: string, syntax: Syntax) =>
  answerPublic(knock, async (ask, base) => {
    const text = await dcatOfOne(await publicSet(ask, slug), base, syntax);
    return tagged(request, tagOf(text), () =>
      asDocument(text, mediaType[syntax], `${slug}.dcat.${ending[syntax]}`),
    );
  });

/** GET /catalogue/dcat.ttl and .jsonld: the whole catalogue, written while it is read. */
export const getDcatOfAll = (request: Request, knock: Knock, syntax: Syntax) =>
  answerPublic(knock, async (ask, base) => {
    await countWhole(ask);
    const tag = tagOf("catalogue", syntax, base, await catalogueVersion(ask));
    return tagged(request, tag, () =>
      asDocument(
        request.method === "HEAD" ? "" : dcatOfAll(everySet(ask), base, syntax),
        mediaType[syntax],
        `catalogue.dcat.${ending[syntax]}`,
      ),
    );
  });

/**
 * GET /datasets/[slug]/hdruk.json: the bare record of HDR UK 4.0.0 where every required fact exists; otherwise, or with
 * ?explain=1, what is missing and left out, and the record as far as it goes.
 */
export const getHdruk = (request: Request, knock: Knock, slug: string) =>
  answerPublic(knock, async (ask, base) => {
    const { explain } = fromQuery(hdrukQuery, request);
    const set = await publicSet(ask, slug);
    const { record, missing, leftOut } = hdruk4(set, await columnsOf(ask, slug), base);
    return asJson(request, missing.length === 0 && !explain ? record : { missing, leftOut, record });
  });
