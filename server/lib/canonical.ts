import canonicalize from "canonicalize";

/** A value as JSON in the one form of RFC 8785: the same facts always give the same text, here and in other hands. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("Nothing at all has no canonical form");
  return text;
}
