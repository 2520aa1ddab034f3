import type { Metadata } from "next";
import Link from "next/link";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { customerKinds } from "#server/access/customer-kinds.ts";
import { rolesOf, roleTitles } from "#server/access/roles.ts";
import { PersonForm } from "./person-form.tsx";
import { PersonRoles } from "./person-roles.tsx";

export const metadata: Metadata = { title: "Organisation" };

const done: Record<string, string> = {
  "organisation-added": "The organisation is added. Now add its people.",
  "person-added": "The person is added, and a link to sign in is on its way to them.",
  "role-granted": "The role is granted. It counts from their next page on.",
  "role-ended": "The role has ended. It counts from their next page on.",
};

export default async function AdminOrganisationPage({ params, searchParams }: PageProps<"/admin/[id]">) {
  const organisation = await api.access.organisation(await params);
  const mayChange = (await viewer())?.roles.includes("administrator") ?? false;
  const message = done[String((await searchParams).done)];
  const roles = rolesOf(organisation.side).map((role) => ({ role, title: roleTitles[role] }));
  return (
    <>
      <p>
        <Link href="/admin">All organisations</Link>
      </p>
      <h1>{organisation.name}</h1>
      {message && <p role="status">{message}</p>}
      <dl>
        <dt>Sector</dt>
        <dd>{organisation.sector}</dd>
        <dt>Kind of customer</dt>
        <dd>{customerKinds[organisation.customerKind]}</dd>
        <dt>Address</dt>
        <dd className="whitespace-pre-line">{organisation.address}</dd>
        <dt>Country</dt>
        <dd>{organisation.country}</dd>
        <dt>VAT number</dt>
        <dd>{organisation.vatNumber ?? "not stated"}</dd>
      </dl>
      <section>
        <h2>People and their roles</h2>
        {organisation.people.length === 0 && <p>Nobody yet. Add the first person below.</p>}
        {organisation.people.map((person) => (
          <PersonRoles
            key={person.id}
            person={person}
            organisationId={organisation.id}
            roles={roles}
            mayChange={mayChange}
          />
        ))}
      </section>
      {mayChange && (
        <section>
          <h2>Add a person</h2>
          <PersonForm organisationId={organisation.id} roles={roles} />
        </section>
      )}
    </>
  );
}
