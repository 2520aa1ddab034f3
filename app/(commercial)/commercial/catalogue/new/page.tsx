import type { Metadata } from "next";
import { Form, TextField } from "#app/_components/form.tsx";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { onlyFor } from "#app/_trpc/viewer.ts";
import { startNewSet } from "../actions.ts";

export const metadata: Metadata = { title: "Describe a new dataset" };

export default async function NewSetPage() {
  await onlyFor("catalogue.edit");
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/commercial/catalogue", label: "Catalogue desk" }]}
        title="Describe a new dataset"
        lead="Begin with its name and who answers for it. Everything else follows, one thing at a time, and nobody sees it until a second person publishes it."
      />
      <Form action={startNewSet} submit="Begin the draft">
        <TextField name="title" label="Title" hint="Its address follows from it" />
        <TextField name="custodian" label="Custodian" hint="Who answers for the data" />
      </Form>
    </>
  );
}
