import type { Metadata } from "next";
import Link from "next/link";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { onlyFor } from "#app/_trpc/viewer.ts";
import { Upload } from "./upload.tsx";

export const metadata: Metadata = { title: "Import metadata" };

export default async function ImportPage() {
  await onlyFor("catalogue.import");
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/commercial/catalogue", label: "Catalogue" }]}
        title="Import metadata"
        lead="Every record is kept as it came. What is wrong with it is reported; only a record without a title or an identity is left out."
      />
      <Upload />
      <p>
        The same files again change nothing. <Link href="/commercial/catalogue/imports">Earlier imports</Link>
      </p>
    </>
  );
}
