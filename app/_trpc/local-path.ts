/**
 * A path of this site to go on to, or the one given instead. It is read as a browser and our own server would read it:
 * decoded to the end and with its dot segments resolved. What then leads to another site, or could be read as an
 * address of one, is refused; and so is what would only send us round again.
 */
export function localPath(wanted: unknown, otherwise = "/"): string {
  if (typeof wanted !== "string" || !/^\/[\x21-\x7e]{0,2000}$/.test(wanted)) return otherwise;
  const path = decoded(/^[^?#]*/.exec(wanted)![0]);
  // Two slashes begin an authority once what stands before them is resolved away, and browsers read "\" as "/".
  if (path === null || /\/\/|[\\\p{Cc}]/u.test(path)) return otherwise;
  const read = [new URL(encodeURI(path), here), new URL(wanted, here)];
  if (read.some((url) => url.origin !== here || leadsBack(url.pathname))) return otherwise;
  const { pathname, search, hash } = read[1]!;
  return pathname + search + hash;
}

/** Nobody's site: whatever resolves to another origin than this one was not a path. */
const here = "https://here.invalid";

/** Every layer of percent-encoding taken off; null where it cannot be, or where layers are piled up to hide something. */
function decoded(path: string, layers = 4): string | null {
  if (layers === 0) return null;
  try {
    const once = decodeURIComponent(path);
    return once === path ? path : decoded(once, layers - 1);
  } catch {
    return null;
  }
}

const leadsBack = (pathname: string) =>
  /^\/(sign-in|sign-out|confirm|not-allowed|api)(?![\w-])/i.test(pathname);

/** The address of a page that comes back here when it is done. */
export function withNext(path: string, next: unknown): string {
  const back = localPath(next, "");
  return back ? `${path}?next=${encodeURIComponent(back)}` : path;
}
