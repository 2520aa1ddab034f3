import { api } from "#app/_trpc/server.ts";
import { inScript, schemaOrg } from "#server/catalogue/interop/schema-org.ts";
import { env } from "#server/lib/env.ts";

/** The dataset as search engines read it: data, not script, so it needs no nonce; it cannot end its own element. */
export async function JsonLd({ slug }: { slug: string }) {
  const data = schemaOrg(await api.catalogue.public({ slug }), env().PUBLIC_URL);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: inScript leaves no "<" in it
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: inScript(data) }} />;
}
