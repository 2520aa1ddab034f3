import type { Metadata } from "next";
import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { SelectField, TextField } from "#app/_components/form.tsx";
import { EmptyState, Notice, PageTitle } from "#app/_components/layout-parts.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { rolesOf, roleTitles } from "#server/access/roles.ts";
import { AboutOrganisation } from "../../about-organisation.tsx";
import { addPerson, renameOrganisation } from "../actions.ts";
import { PersonRoles } from "./person-roles.tsx";

export const metadata: Metadata = { title: "Organisation" };

const done: Record<string, string> = {
  "organisation-added": "The organisation is added. Now add its people.",
  renamed: "The organisation has its new name. What was signed and issued keeps the one that it had.",
  "person-added": "The person is added, and a link to sign in is on its way to them.",
  "person-waits":
    "The person is added. A second administrator decides on their role; then a link to sign in is sent to them.",
  "role-waits": "It waits for a second administrator, who decides on the page of organisations.",
  "role-granted": "The role is granted. It counts from their next page on.",
  "role-ended": "The role has ended. It counts from their next page on.",
};

export default async function AdminOrganisationPage({ params, searchParams }: PageProps<"/admin/[id]">) {
  const organisation = await api.access.organisation(await params);
  const person = await viewer();
  const mayChange = may(person, "people.manage");
  const message = done[String((await searchParams).done)];
  const refused = new Map((await api.access.refusedMail()).map((one) => [one.id, one]));
  const roles = rolesOf(organisation.side).map((value) => ({ value, label: roleTitles[value] }));
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/admin", label: "Organisations" }]}
        title={organisation.name}
        lead={organisation.sector}
      />
      {message && <Notice>{message}</Notice>}
      <AboutOrganisation organisation={organisation} />
      <section>
        <h2>People and their roles</h2>
        {organisation.people.length === 0 && (
          <EmptyState title="Nobody yet">
            <p className="mb-0">Add the first person below. They are mailed a link to sign in.</p>
          </EmptyState>
        )}
        {organisation.people.map((one) => (
          <PersonRoles
            key={one.id}
            person={one}
            refused={refused.get(one.id)}
            organisationId={organisation.id}
            side={organisation.side}
            mayChange={mayChange && one.id !== person?.id}
          />
        ))}
      </section>
      {mayChange && (
        <section>
          <h2>Rename the organisation</h2>
          <ConfirmedForm
            action={renameOrganisation}
            submit="Rename"
            kind="secondary"
            fields={{ id: organisation.id }}
          >
            <TextField name="newName" label="What is it called from now on?" value={organisation.name} />
          </ConfirmedForm>
        </section>
      )}
      {mayChange && (
        <section>
          <h2>Add a person</h2>
          <ConfirmedForm action={addPerson} submit="Add person" fields={{ organisationId: organisation.id }}>
            <TextField name="name" label="Name" />
            <TextField name="jobTitle" label="Job (optional)" />
            <TextField
              name="email"
              label="E-mail address"
              hint="We send a link to sign in there"
              type="email"
            />
            <SelectField name="role" label="Role" options={roles} />
          </ConfirmedForm>
        </section>
      )}
    </>
  );
}
