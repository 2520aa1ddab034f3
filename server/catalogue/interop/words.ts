import { isCivil } from "#server/lib/dates.ts";

/** Halves of characters, which no file can hold, replaced as every writer of files would. */
export const wellFormed = (text: string): string => text.replace(/[\uD800-\uDFFF]/gu, "\uFFFD");

export function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/**
 * A web address out of imported text as a URI that no serialisation can break: what RFC 3986 does not allow is
 * percent-encoded. Null when it is not http or https, or carries a name and password.
 */
export function webAddress(text: string): string | null {
  const given = text.trim();
  if (!/^https?:\/\//i.test(given) || !URL.canParse(given)) return null;
  const { protocol, host, pathname, search, hash, username, password } = new URL(given);
  if (username || password || !/^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d+)?$/.test(host)) return null;
  const fragment = hash && `#${hash.slice(1).replaceAll("#", "%23")}`;
  return `${protocol}//${host}${encoded(pathname + search)}${encoded(fragment)}`;
}

const encoded = (text: string) =>
  wellFormed(text)
    .replace(/[^A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]/gu, encodeURIComponent)
    .replace(/%(?![0-9A-Fa-f]{2})/g, "%25");

/** A mailbox in the plain spelling that every mail program and every schema takes; null for anything else. */
export function mailbox(text: string): string | null {
  const given = text.trim().replace(/^mailto:/i, "");
  return /^[a-z0-9_+'-]+(\.[a-z0-9_+'-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i.test(given)
    ? given
    : null;
}

/** The bare DOI out of a DOI, with or without its resolver; null when it is none. */
export function doi(text: string): string | null {
  const given = text.trim().replace(/^(https?:\/\/(dx\.)?doi\.org\/|doi:\s*)/i, "");
  return /^10\.\d{4,9}\/[-._;()/:a-zA-Z0-9]+$/.test(given) ? given : null;
}

/** A civil day that exists and that every calendar of the schemas knows. */
export const realDay = (text: string | null): string | null =>
  text !== null && isCivil(text) && text >= "0001-01-01" ? text : null;

/** An instant as a source wrote it, in one spelling; a bare day, or what is not clear, is none. */
export function instant(text: string): string | null {
  const given = text.trim();
  const shape = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.exec(given);
  if (!shape || realDay(shape[1]!) === null || Number.isNaN(Date.parse(given))) return null;
  const spelled = new Date(given).toISOString();
  return /^(?!0000)\d{4}-/.test(spelled) ? spelled : null;
}

const unsaid =
  /^(not (available|stated|known|specified|applicable|yet)|in progress|unknown|null|none|n\/a|tbc|-)\.?$/i;

/** What a text says, or null when it is empty or only says that nothing is known. */
export function said(text: string): string | null {
  const given = wellFormed(text).trim();
  return given === "" || unsaid.test(given) ? null : given;
}

export const allSaid = (texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => said(text) ?? [])),
];
