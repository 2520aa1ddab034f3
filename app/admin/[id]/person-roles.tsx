import { ButtonForm } from "#app/account/button-form.tsx";
import type { Role } from "#server/lib/actor.ts";
import { endRole, grantRole } from "../actions.ts";

export type TitledRole = { role: Role; title: string };

type Props = {
  person: { id: string; name: string; jobTitle: string; email: string; roles: Role[] };
  organisationId: string;
  roles: TitledRole[];
  mayChange: boolean;
};

/** One person: the roles they hold, each with a way to end it, and those they could be given. */
export function PersonRoles({ person, organisationId, roles, mayChange }: Props) {
  const held = roles.filter(({ role }) => person.roles.includes(role));
  const other = roles.filter(({ role }) => !person.roles.includes(role));
  const fields = (role: Role) => ({ organisationId, personId: person.id, role });
  return (
    <article className="border-t border-line py-4">
      <h3>{person.name}</h3>
      <p>{[person.jobTitle, person.email].filter(Boolean).join(" · ")}</p>
      <ul>
        {held.map(({ role, title }) => (
          <li key={role} className="flex flex-wrap items-center gap-3 py-1">
            <span>{title}</span>
            {mayChange && (
              <ButtonForm
                action={endRole}
                fields={fields(role)}
                label="End"
                about={`${title} for ${person.name}`}
              />
            )}
          </li>
        ))}
      </ul>
      {mayChange && other.length > 0 && (
        <details>
          <summary>Give {person.name} another role</summary>
          <ul>
            {other.map(({ role, title }) => (
              <li key={role} className="py-1">
                <ButtonForm
                  action={grantRole}
                  fields={fields(role)}
                  label={`Make ${title.toLowerCase()}`}
                  about={`of ${person.name}`}
                />
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}
