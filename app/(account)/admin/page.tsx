import type { Metadata } from "next";
import Link from "next/link";
import { Form, SelectField, TextArea, TextField } from "#app/_components/form.tsx";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { Table } from "#app/_components/table.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { customerKinds } from "#server/access/customer-kind.ts";
import { addOrganisation } from "./actions.ts";

export const metadata: Metadata = { title: "Organisations and people" };

const kinds = Object.entries(customerKinds).map(([value, label]) => ({ value, label }));

export default async function AdminPage() {
  const organisations = await api.access.organisations();
  const mayChange = may(await viewer(), "people.manage");
  return (
    <>
      <PageTitle
        title="Organisations and people"
        lead="Open an organisation to add people and to give or end roles."
      />
      <Table
        caption="Organisations"
        hideCaption
        rows={organisations}
        rowKey={({ id }) => id}
        columns={[
          { header: "Organisation", cell: ({ id, name }) => <Link href={`/admin/${id}`}>{name}</Link> },
          { header: "Side", cell: ({ side }) => (side === "nhs" ? "NHS" : "Buyer") },
          { header: "Sector", cell: ({ sector }) => sector },
          { header: "Country", cell: ({ country }) => country },
          { header: "People", cell: ({ people }) => people, amount: true },
        ]}
      />
      {mayChange && (
        <section>
          <h2>Add a buyer organisation</h2>
          <Form action={addOrganisation} submit="Add organisation">
            <TextField name="name" label="Name" />
            <TextField name="sector" label="What it does" hint="For example pharmaceuticals" />
            <SelectField name="customerKind" label="Kind of customer" value="standard" options={kinds} />
            <TextField name="country" label="Country" hint="Two letters: GB, US, DE" value="GB" short />
            <TextArea name="address" label="Address" />
          </Form>
        </section>
      )}
    </>
  );
}
