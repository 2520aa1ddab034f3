import { randomUUID } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";

/**
 * Headers and the Origin check; never the permission boundary (that is each procedure, and the database below it).
 * Everything a browser posts must come from our own pages; the doors for machines have their own keys.
 */
export function proxy(request: NextRequest) {
  const requestId = randomUUID();
  if (!isReading(request.method) && !isMachineDoor(request.nextUrl.pathname) && !isSameOrigin(request))
    return new NextResponse(
      "This came from another site, so it was not done. Open the page here and try again.",
      { status: 403 },
    );

  const nonce = Buffer.from(randomUUID()).toString("base64");
  const policy = contentPolicy(nonce);
  const headers = new Headers(request.headers);
  for (const name of [...headers.keys()]) if (name.startsWith("x-middleware-")) headers.delete(name);
  headers.set("x-request-id", requestId);
  headers.set("x-pathname", request.nextUrl.pathname + request.nextUrl.search);
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", requestId);
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("referrer-policy", "same-origin");
  response.headers.set("cross-origin-opener-policy", "same-origin");
  response.headers.set("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=()");
  if (!isForEverybody(request.nextUrl.pathname)) response.headers.set("cache-control", "private, no-store");
  if (request.nextUrl.protocol === "https:")
    response.headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");
  return response;
}

// Whatever is not there is answered with a page, so only what Next serves without any page stays out.
export const config = { matcher: ["/((?!_next/static/).*)"] };

const isForEverybody = (path: string) => path.startsWith("/fonts/") || path === "/icon.svg";
const isReading = (method: string) => method === "GET" || method === "HEAD" || method === "OPTIONS";
const isMachineDoor = (path: string) => path.startsWith("/api/v1/") || path.startsWith("/api/stripe");

// Browsers send one or both of these with every post; what sends neither is no browser with a session to abuse.
function isSameOrigin(request: NextRequest): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  const origin = request.headers.get("origin");
  if (origin === null) return false;
  try {
    return new URL(origin).host === request.headers.get("host");
  } catch {
    return false;
  }
}

function contentPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    // Charts set lengths in style attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join("; ");
}
