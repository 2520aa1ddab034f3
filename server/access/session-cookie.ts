import { env } from "#server/lib/env.ts";

/** The whole life of a session; unused, it ends earlier. */
export const wholeSessionDays = 7;

export const secureCookies = () => env().PUBLIC_URL.startsWith("https:");

/** The name and nature of the session cookie, as next-auth expects it. */
export const sessionCookie = () => ({
  name: `${secureCookies() ? "__Secure-" : ""}next-auth.session-token`,
  httpOnly: true,
  sameSite: "lax" as const,
  path: "/",
  secure: secureCookies(),
  maxAge: wholeSessionDays * 86_400,
});

/** The cookie that holds the key to what was typed into a form that could not be taken yet: for a day. */
export const keptCookie = () => ({
  name: `${secureCookies() ? "__Secure-" : ""}kept-form`,
  httpOnly: true,
  sameSite: "lax" as const,
  path: "/",
  secure: secureCookies(),
  maxAge: 86_400,
});
