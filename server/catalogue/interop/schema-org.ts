import { type PublicSet, pathsOf } from "./public-set.ts";
import { allSaid, doi, mailbox, realDay, said, webAddress, wellFormed } from "./words.ts";

/**
 * What a search engine reads on the page of a dataset: schema.org Dataset. A field that we do not know is left out, so a
 * description under the 50 characters that search engines ask for stays as short as it is.
 */
export function schemaOrg({ slug, description: given, versionNumber }: PublicSet, base: string) {
  const { details } = given;
  const page = base + pathsOf(slug).page;
  const email = mailbox(details.contact);
  const from = realDay(given.periodFrom);
  const to = realDay(given.periodTo);
  const sameAs = webAddress(details.homepage);
  const cited = doi(details.doi);
  const keywords = allSaid(details.keywords);
  const words = said(given.description) ?? said(given.summary) ?? given.title;
  return known({
    "@context": "https://schema.org/",
    "@type": "Dataset",
    "@id": `${page}#dataset`,
    url: page,
    name: wellFormed(given.title),
    description: shortened(words),
    identifier: cited ? `https://doi.org/${cited}` : page,
    creator: known({
      "@type": "Organization",
      name: wellFormed(given.custodian),
      ...(email && { email }),
    }),
    ...(keywords.length > 0 && { keywords }),
    spatialCoverage: said(given.geography),
    temporalCoverage: from && (to ? `${from}/${to}` : `${from}/..`),
    version: String(versionNumber),
    sameAs,
  });
}

const known = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

/** Search engines read 5,000 characters. */
const shortened = (text: string) =>
  text.length <= 5000 ? text : `${wellFormed(text.slice(0, 4999)).replace(/\uFFFD$/, "")}…`;

/** JSON that cannot end the script element it stands in. */
export const inScript = (data: unknown): string => JSON.stringify(data).replaceAll("<", "\\u003c");
