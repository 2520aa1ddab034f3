import type { Metadata } from "next";
import { Notice, PageTitle } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { Everything } from "../../everything.tsx";

export const metadata: Metadata = { title: "Preview" };

export default async function PreviewPage({ params }: PageProps<"/commercial/catalogue/[slug]/preview">) {
  const { slug, title, description, draft } = await api.desk.bySlug(await params);
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/commercial/catalogue", label: "Catalogue desk" },
          { href: `/commercial/catalogue/${slug}`, label: title },
        ]}
        title={title}
        lead={description.summary}
      />
      <Notice>
        {draft
          ? `This is the draft of ${draft.authorName}. Buyers do not see it until a second person publishes it.`
          : "This is what is published."}
      </Notice>
      <Everything description={description} />
    </>
  );
}
