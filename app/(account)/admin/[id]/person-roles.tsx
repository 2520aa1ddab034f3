import { Form } from "#app/_components/form.tsx";
import { rolesOf, roleTitles } from "#server/access/roles.ts";
import type { Role, Side } from "#server/lib/actor.ts";
import { endRole, grantRole } from "../actions.ts";

type Props = {
  person: { id: string; name: string; jobTitle: string; email: string; roles: Role[] };
  organisationId: string;
  side: Side;
  mayChange: boolean;
};

/** One person: the roles they hold, each with a way to end it, and those they could be given. */
export function PersonRoles({ person, organisationId, side, mayChange }: Props) {
  const other = rolesOf(side).filter((role) => !person.roles.includes(role));
  const fields = (role: Role) => ({ organisationId, personId: person.id, role });
  return (
    <article className="border-t border-line py-3">
      <h3 className="!mt-0 !mb-0">{person.name}</h3>
      <p className="mb-2 text-ink-2">{[person.jobTitle, person.email].filter(Boolean).join(" · ")}</p>
      <ul className="mb-2 list-none p-0">
        {person.roles.map((role) => (
          <li key={role} className="flex flex-wrap items-center justify-between gap-x-4">
            <span>{roleTitles[role]}</span>
            {mayChange && (
              <Form
                action={endRole}
                kind="secondary"
                fields={fields(role)}
                submit={
                  <>
                    End
                    <span className="sr-only">
                      {" "}
                      {roleTitles[role]} for {person.name}
                    </span>
                  </>
                }
              />
            )}
          </li>
        ))}
      </ul>
      {mayChange && other.length > 0 && (
        <details>
          <summary>
            Give another role <span className="sr-only">to {person.name}</span>
          </summary>
          <div className="actions">
            {other.map((role) => (
              <Form
                key={role}
                action={grantRole}
                kind="secondary"
                fields={fields(role)}
                submit={roleTitles[role]}
              />
            ))}
          </div>
        </details>
      )}
    </article>
  );
}
