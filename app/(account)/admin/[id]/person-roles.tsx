import Link from "next/link";
import { rolesOf, roleTitles } from "#server/access/roles.ts";
import type { Role, Side } from "#server/lib/actor.ts";
import { formatDate } from "#server/lib/dates.ts";

type Props = {
  person: { id: string; name: string; jobTitle: string; email: string; roles: Role[] };
  /** Since when, and why, no mail reaches them. */
  refused: { at: string; because: string } | undefined;
  organisationId: string;
  side: Side;
  mayChange: boolean;
};

/** One person: the roles they hold, each with the way to end it, and those they could be given; each is looked at before it is done. */
export function PersonRoles({ person, refused, organisationId, side, mayChange }: Props) {
  const other = rolesOf(side).filter((role) => !person.roles.includes(role));
  const page = (move: "give" | "end", role: Role) =>
    `/admin/role?${new URLSearchParams({ organisation: organisationId, person: person.id, role, move })}`;
  return (
    <article className="border-t border-line py-3">
      <h3 className="!mt-0 !mb-0">{person.name}</h3>
      <p className="mb-2 text-ink-2">{[person.jobTitle, person.email].filter(Boolean).join(" · ")}</p>
      {refused && (
        <p className="mb-2 text-error">
          Mail does not reach them: refused on {formatDate(refused.at)}, “{refused.because}”.
        </p>
      )}
      <ul className="mb-2 list-none p-0">
        {person.roles.map((role) => (
          <li key={role} className="flex flex-wrap items-center justify-between gap-x-4">
            <span>{roleTitles[role]}</span>
            {mayChange && (
              <Link href={page("end", role)}>
                End
                <span className="sr-only">
                  {" "}
                  {roleTitles[role]} for {person.name}
                </span>
              </Link>
            )}
          </li>
        ))}
      </ul>
      {mayChange && other.length > 0 && (
        <details>
          <summary>
            Give another role <span className="sr-only">to {person.name}</span>
          </summary>
          <ul className="mt-2">
            {other.map((role) => (
              <li key={role}>
                <Link href={page("give", role)}>{roleTitles[role]}</Link>
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}
