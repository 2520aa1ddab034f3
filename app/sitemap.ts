import type { MetadataRoute } from "next";
import { connection } from "next/server";
import { api } from "#app/_trpc/server.ts";
import { env } from "#server/lib/env.ts";

const pages = ["/", "/catalogue", "/models", "/simulator", "/accessibility"];

/** What search engines may find: the public pages, and every dataset with the day of its last version. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  await connection();
  const base = env().PUBLIC_URL;
  const sets = await api.catalogue.addresses();
  return [
    ...pages.map((path) => ({ url: base + path })),
    ...sets.map(({ slug, publishedOn }) => ({
      url: `${base}/datasets/${encodeURIComponent(slug)}`,
      lastModified: publishedOn,
    })),
  ];
}
