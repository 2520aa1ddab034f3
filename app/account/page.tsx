import type { Metadata } from "next";
import Link from "next/link";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { rolePurposes, roleTitles } from "#server/access/roles.ts";
import { endOtherSessions, switchOrganisation } from "./actions.ts";
import { ButtonForm } from "./button-form.tsx";
import { PasswordForm } from "./password-form.tsx";
import { Sessions } from "./sessions.tsx";

export const metadata: Metadata = { title: "Your account" };

const done: Record<string, string> = {
  "session-ended": "The session has ended.",
  "other-sessions-ended": "All your other sessions have ended.",
  "password-changed": "Your password is changed, and all your other sessions have ended.",
};

export default async function AccountPage({ searchParams }: PageProps<"/account">) {
  const account = await api.access.account();
  const sessions = await api.access.sessions();
  const person = await viewer();
  if (!person) return null;
  const message = done[String((await searchParams).done)];
  return (
    <>
      <h1>Your account</h1>
      {message && <p role="status">{message}</p>}
      <dl>
        <dt>Name</dt>
        <dd>{account.name}</dd>
        <dt>E-mail address</dt>
        <dd>{account.email}</dd>
        {account.jobTitle && (
          <>
            <dt>Job</dt>
            <dd>{account.jobTitle}</dd>
          </>
        )}
        <dt>You act as</dt>
        <dd>{person.organisation.name}</dd>
        <dt>Your roles there</dt>
        <dd>
          <ul>
            {person.roles.map((role) => (
              <li key={role}>
                {roleTitles[role]}: {rolePurposes[role]}
              </li>
            ))}
          </ul>
        </dd>
      </dl>
      {person.memberships.length > 1 && (
        <section>
          <h2>Act as another organisation</h2>
          <p>You act as one organisation at a time, with the roles you hold there.</p>
          {person.memberships
            .filter(({ id }) => id !== person.organisation.id)
            .map(({ id, name }) => (
              <ButtonForm key={id} action={switchOrganisation} fields={{ id }} label={`Act as ${name}`} />
            ))}
        </section>
      )}
      <section>
        <h2>Where you are signed in</h2>
        <Sessions sessions={sessions} />
        {sessions.length > 1 && <ButtonForm action={endOtherSessions} label="End all other sessions" />}
      </section>
      <section>
        <h2>{account.hasPassword ? "Change your password" : "Choose a password"}</h2>
        {account.hasPassword || person.confirmed ? (
          <PasswordForm email={account.email} hasPassword={account.hasPassword} />
        ) : (
          <p>
            You signed in with a link. To choose a password,{" "}
            <Link href="/confirm?next=/account">first confirm that it is you</Link>.
          </p>
        )}
      </section>
    </>
  );
}
