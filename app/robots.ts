import type { MetadataRoute } from "next";
import { connection } from "next/server";
import { env } from "#server/lib/env.ts";

/** Everything that is public may be found; what is somebody's own is behind a sign-in anyhow. */
export default async function robots(): Promise<MetadataRoute.Robots> {
  await connection();
  return {
    rules: { userAgent: "*", allow: "/", disallow: ["/api/trpc", "/demo/", "/sign-in", "/catalogue?"] },
    sitemap: `${env().PUBLIC_URL}/sitemap.xml`,
  };
}
