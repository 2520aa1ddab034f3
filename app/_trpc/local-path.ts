/**
 * A path of this site to go on to, or the one given instead: never another site's address, however it is written
 * ("//evil.example", "/\evil.example", "https:…"), and never one that would only send us round again.
 */
export function localPath(wanted: unknown, otherwise = "/"): string {
  if (typeof wanted !== "string" || !/^\/(?![/\\])[\x21-\x7e]*$/.test(wanted) || wanted.includes("\\"))
    return otherwise;
  return /^\/(sign-in|sign-out|confirm|not-allowed|api)(?![\w-])/.test(wanted) ? otherwise : wanted;
}

/** The address of a page that comes back here when it is done. */
export function withNext(path: string, next: unknown): string {
  const back = localPath(next, "");
  return back ? `${path}?next=${encodeURIComponent(back)}` : path;
}
