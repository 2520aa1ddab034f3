import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { onlyFor } from "#app/_trpc/viewer.ts";
import { roleNamed, rolePurposes, rolesOf, roleTitles, takesTwo } from "#server/access/roles.ts";
import type { Role } from "#server/lib/actor.ts";
import { endRole, grantRole } from "../actions.ts";

export const metadata: Metadata = { title: "Change a role" };

/** What changes when a role is given or ended, before it is; without a role it asks first which. */
export default async function RolePage({ searchParams }: PageProps<"/admin/role">) {
  const asked = await searchParams;
  await onlyFor("people.manage");
  const who = { id: String(asked.person ?? "") };
  const role = roleNamed(asked.role);
  if (!role) return <Which person={who} />;
  const organisation = await api.access.organisation({ id: String(asked.organisation ?? "") });
  const member = organisation.people.find(({ id }) => id === who.id);
  const person = member ?? (await api.access.peopleWithoutRole()).find(({ id }) => id === who.id);
  if (!person) notFound();
  const give = asked.move !== "end";
  const held = member?.roles ?? [];
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/admin", label: "Organisations" },
          { href: `/admin/${organisation.id}`, label: organisation.name },
        ]}
        title={`${give ? "Give" : "End"} a role: ${roleTitles[role]}`}
        lead={`${person.name}, ${person.email}, at ${organisation.name}`}
      />
      <h2>What changes</h2>
      <ul>
        {whatChanges({ name: person.name, organisation: organisation.name, role, give, held }).map(
          (sentence) => (
            <li key={sentence}>{sentence}</li>
          ),
        )}
      </ul>
      <ConfirmedForm
        action={give ? grantRole : endRole}
        submit={`${takesTwo(role) ? "Ask a second administrator to " : ""}${give ? "give" : "end"} it`.replace(
          /^[a-z]/,
          (letter) => letter.toUpperCase(),
        )}
        kind={give ? "commit" : "danger"}
        fields={{ organisationId: organisation.id, personId: person.id, role }}
      />
    </>
  );
}

type Change = { name: string; organisation: string; role: Role; give: boolean; held: readonly Role[] };

function whatChanges({ name, organisation, role, give, held }: Change): string[] {
  const last = !give && held.length === 1;
  return [
    `${name} ${give ? "may" : "may no longer"} do this for ${organisation}: ${rolePurposes[role]}.`,
    takesTwo(role)
      ? "A second administrator has to agree; until then nothing changes."
      : "It counts from their next page on.",
    ...(last
      ? [
          `It is their only role at ${organisation}: they are signed out there, and cannot sign in for it until they are given one again. They stay on the page of organisations, among people without a role.`,
        ]
      : []),
  ];
}

/** Where, and which role: for somebody who holds none. */
async function Which({ person }: { person: { id: string } }) {
  const found = (await api.access.peopleWithoutRole()).find(({ id }) => id === person.id);
  if (!found) notFound();
  const organisations = await api.access.organisations();
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/admin", label: "Organisations" }]}
        title={`Give ${found.name} a role`}
        lead={found.email}
      />
      {organisations.map(({ id, name, side }) => (
        <section key={id}>
          <h2>{name}</h2>
          <ul>
            {rolesOf(side).map((role) => (
              <li key={role}>
                <a
                  href={`/admin/role?${new URLSearchParams({ organisation: id, person: found.id, role, move: "give" })}`}
                >
                  {roleTitles[role]}
                  <span className="sr-only"> of {name}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
