import type { Metadata } from "next";
import Link from "next/link";
import { countryOptions } from "#app/_components/countries.ts";
import { Decision } from "#app/_components/decision.tsx";
import { Form, SelectField, TextArea, TextField } from "#app/_components/form.tsx";
import { Notice, PageTitle } from "#app/_components/layout-parts.tsx";
import { Table } from "#app/_components/table.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { customerKinds } from "#server/access/customer-kind.ts";
import { countryName } from "#server/lib/countries.ts";
import { formatDate } from "#server/lib/dates.ts";
import { addOrganisation, decideRole } from "./actions.ts";

export const metadata: Metadata = { title: "Organisations and people" };

const kinds = Object.entries(customerKinds).map(([value, label]) => ({ value, label }));

const done: Record<string, string> = {
  agreed: "It is done. It counts from their next page on.",
  refused: "It is refused; nothing was changed.",
};

export default async function AdminPage({ searchParams }: PageProps<"/admin">) {
  const organisations = await api.access.organisations();
  const proposed = await api.access.rolesProposed();
  const withoutRole = await api.access.peopleWithoutRole();
  const refused = await api.access.refusedMail();
  const person = await viewer();
  const mayChange = may(person, "people.manage");
  const message = done[String((await searchParams).done)];
  return (
    <>
      <PageTitle
        title="Organisations and people"
        lead="Open an organisation to add people and to give or end roles."
      />
      {message && <Notice>{message}</Notice>}
      {proposed.length > 0 && (
        <section>
          <h2>Waits for a second administrator</h2>
          <p>Roles of the NHS, and signatories of buyers, are given and taken by two.</p>
          <ul className="!max-w-none list-none p-0">
            {proposed.map(({ id, reason, proposedBy, proposedByName }) => (
              <li key={id} className="border-t border-line py-3">
                <p className="mb-2">
                  <strong>{reason}</strong>, proposed by {proposedByName}
                </p>
                {mayChange && proposedBy !== person?.id && (
                  <Decision id={id} action={decideRole} yes="Agree" />
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Table
        caption="Organisations"
        hideCaption
        rows={organisations}
        rowKey={({ id }) => id}
        columns={[
          { header: "Organisation", cell: ({ id, name }) => <Link href={`/admin/${id}`}>{name}</Link> },
          { header: "Side", cell: ({ side }) => (side === "nhs" ? "NHS" : "Buyer") },
          { header: "Sector", cell: ({ sector }) => sector },
          { header: "Country", cell: ({ country }) => countryName(country) },
          { header: "People", cell: ({ people }) => people, amount: true },
        ]}
      />
      {withoutRole.length > 0 && (
        <section>
          <h2>People without a role</h2>
          <p>Nobody can sign in as them until they have one.</p>
          <ul>
            {withoutRole.map(({ id, name, jobTitle, email }) => (
              <li key={id}>
                {[name, jobTitle, email].filter(Boolean).join(" · ")}
                {mayChange && id !== person?.id && (
                  <>
                    {" · "}
                    <Link href={`/admin/role?person=${id}`}>
                      Give a role<span className="sr-only"> to {name}</span>
                    </Link>
                  </>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {refused.length > 0 && (
        <section>
          <h2>Mail that is refused</h2>
          <p>
            The mail server refuses these addresses for good. Nothing more is tried until the next mail to
            them.
          </p>
          <ul>
            {refused.map(({ id, name, email, at, because }) => (
              <li key={id}>
                {name}, {email}, on {formatDate(at)}: {because}
              </li>
            ))}
          </ul>
        </section>
      )}
      {mayChange && (
        <section>
          <h2>Add a buyer organisation</h2>
          <Form action={addOrganisation} submit="Add organisation">
            <TextField name="name" label="Name" />
            <TextField name="sector" label="What it does" hint="For example pharmaceuticals" />
            <SelectField name="customerKind" label="Kind of customer" value="standard" options={kinds} />
            <SelectField name="country" label="Country" value="GB" options={countryOptions} />
            <TextArea name="address" label="Address" />
          </Form>
        </section>
      )}
    </>
  );
}
