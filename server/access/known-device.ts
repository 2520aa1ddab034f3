import { createHash, createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { env } from "#server/lib/env.ts";
import { secureCookies } from "./session-cookie.ts";

/** Accounts that one browser remembers; a computer that many share keeps the last. */
const mostAccounts = 5;

/**
 * A browser in which somebody has signed in before is known by a cookie: a name of its own, and our signature over that
 * name with each account. It signs nobody in; it only counts its wrong passwords apart from those of strangers, so that
 * strangers cannot lock the owner of an account out (server/decisions/0005).
 */
export const deviceCookie = () => ({
  name: `${secureCookies() ? "__Secure-" : ""}marketplace-device`,
  httpOnly: true,
  sameSite: "lax" as const,
  path: "/",
  secure: secureCookies(),
  maxAge: 400 * 86_400,
});

/** The device's own name, if somebody has signed in to this account from it; null for a stranger's. */
export function knownDevice(cookie: string | undefined, email: string): string | null {
  const [device, ...signatures] = cookie?.split(".") ?? [];
  if (!device || signatures.length === 0) return null;
  const wanted = Buffer.from(signatureOf(device, email));
  const isKnown = signatures
    .slice(0, mostAccounts)
    .map((one) => Buffer.from(one))
    .some((one) => one.length === wanted.length && timingSafeEqual(one, wanted));
  return isKnown ? device : null;
}

/** The cookie after somebody has signed in: what it said of other accounts stays. */
export function rememberedDevice(cookie: string | undefined, email: string): string {
  const [before, ...signatures] = cookie?.split(".") ?? [];
  const device = before && /^[\w-]{36}$/.test(before) ? before : randomUUID();
  const own = signatureOf(device, email);
  return [device, own, ...signatures.filter((one) => one !== own)].slice(0, mostAccounts + 1).join(".");
}

// All replicas have to agree, so the key comes from what they share.
const signatureOf = (device: string, email: string) =>
  createHmac("sha256", createHash("sha256").update(`known devices ${env().DATABASE_URL}`).digest())
    .update(`${device} ${email}`)
    .digest("base64url");
