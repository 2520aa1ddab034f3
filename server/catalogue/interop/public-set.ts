import type { Description, Licensable } from "../description.ts";

/** A dataset of the catalogue with all that leaves it: facts that anybody may read, and nothing else. */
export type PublicSet = {
  slug: string;
  description: Description;
  custodianId: string;
  licensable: Licensable;
  publishedOn: string;
  versionNumber: number;
  completenessBp: number;
  /** Oldest first. */
  versions: readonly { number: number; publishedOn: string; at: string; note: string }[];
  links: readonly { slug: string; title: string; by: string }[];
};

/** A column of the data dictionary. */
export type PublicColumn = {
  position: number;
  table: string;
  name: string;
  dataType: string;
  description: string;
  identifierClass: "direct" | "indirect" | "none" | "unset";
};

export const pathsOf = (slug: string) => {
  const path = `/datasets/${encodeURIComponent(slug)}`;
  return {
    page: path,
    dcatTurtle: `${path}/dcat.ttl`,
    dcatJsonLd: `${path}/dcat.jsonld`,
    hdruk: `${path}/hdruk.json`,
    api: `/api/v1/datasets/${encodeURIComponent(slug)}`,
    columns: `/api/v1/datasets/${encodeURIComponent(slug)}/columns`,
  };
};
