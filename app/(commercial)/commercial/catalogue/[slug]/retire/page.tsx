import type { Metadata } from "next";
import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { TextArea, TextField } from "#app/_components/form.tsx";
import { PageTitle, Warning } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { onlyFor } from "#app/_trpc/viewer.ts";
import { restore, retire } from "../../actions.ts";

export const metadata: Metadata = { title: "Retire a dataset" };

export default async function RetirePage({ params }: PageProps<"/commercial/catalogue/[slug]/retire">) {
  await onlyFor("catalogue.edit");
  const { slug, title, published, licencesInForce } = await api.desk.bySlug(await params);
  const retired = published?.retiredOn != null;
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/commercial/catalogue", label: "Catalogue desk" },
          { href: `/commercial/catalogue/${slug}`, label: title },
        ]}
        title={retired ? "Restore this dataset" : "Retire this dataset"}
        lead={
          retired
            ? "It is found in the catalogue again, with its versions as they were."
            : "It leaves the catalogue, the interface for programs and the alerts. Its page stays and says why."
        }
      />
      {!retired && licencesInForce > 0 && (
        <Warning>
          <strong>
            {licencesInForce === 1 ? "1 licence is in force" : `${licencesInForce} licences are in force`} for
            this dataset.
          </strong>{" "}
          They go on as they were signed.
        </Warning>
      )}
      {retired ? (
        <ConfirmedForm action={restore} submit="Restore the dataset" kind="primary" fields={{ slug }}>
          <TextArea name="reason" label="Why it comes back" hint="At least 10 characters" />
        </ConfirmedForm>
      ) : (
        <ConfirmedForm action={retire} submit="Retire the dataset" kind="danger" fields={{ slug }}>
          <TextArea name="reason" label="Why it is retired" hint="People read this on its page" />
          <TextField
            name="sameAs"
            label="It is the same as (if it is)"
            hint="The address of the other dataset, or the last part of it, like hes-apc"
          />
        </ConfirmedForm>
      )}
    </>
  );
}
