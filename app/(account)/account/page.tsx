import type { Metadata } from "next";
import Link from "next/link";
import { Form, TextField } from "#app/_components/form.tsx";
import { Facts, Notice, PageTitle } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { rolePurposes, roleTitles } from "#server/access/roles.ts";
import { changePassword, endOtherSessions, switchOrganisation } from "./actions.ts";
import { MailChoices } from "./mail-choices.tsx";
import { Sessions } from "./sessions.tsx";

export const metadata: Metadata = { title: "Your account" };

const done: Record<string, string> = {
  "session-ended": "The session has ended.",
  "other-sessions-ended": "All your other sessions have ended.",
  "mail-chosen": "It is kept. It counts from the next thing that happens on.",
  "password-changed": "Your password is changed, and all your other sessions have ended.",
};

export default async function AccountPage({ searchParams }: PageProps<"/account">) {
  const account = await api.access.account();
  const sessions = await api.access.sessions();
  const person = await viewer();
  if (!person) return null;
  const message = done[String((await searchParams).done)];
  const elsewhere = person.memberships.filter(({ id }) => id !== person.organisation.id);
  return (
    <>
      <PageTitle title={account.name} lead={[account.jobTitle, account.email].filter(Boolean).join(" · ")} />
      {message && <Notice>{message}</Notice>}
      <Facts
        items={[
          ["You act as", person.organisation.name],
          ...person.roles.map((role) => [roleTitles[role], rolePurposes[role]] as const),
        ]}
      />
      {elsewhere.length > 0 && (
        <section>
          <h2>Act as another organisation</h2>
          <p>You act as one organisation at a time, with the roles you hold there.</p>
          {elsewhere.map(({ id, name }) => (
            <Form
              key={id}
              action={switchOrganisation}
              submit={`Act as ${name}`}
              kind="secondary"
              fields={{ id }}
            />
          ))}
        </section>
      )}
      <MailChoices choices={await api.access.noticeChoices()} />
      <Sessions sessions={sessions} />
      {sessions.length > 1 && (
        <Form action={endOtherSessions} submit="End all other sessions" kind="secondary" />
      )}
      <section>
        <h2>{account.hasPassword ? "Change your password" : "Choose a password"}</h2>
        {account.hasPassword || person.confirmed ? (
          <Form action={changePassword} submit={account.hasPassword ? "Change password" : "Choose password"}>
            {account.hasPassword && (
              <TextField
                name="current"
                label="Your password now"
                type="password"
                autoComplete="current-password"
              />
            )}
            <TextField
              name="wanted"
              label="New password"
              hint="At least 12 characters. Your other sessions end."
              type="password"
              autoComplete="new-password"
            />
            <TextField
              name="again"
              label="New password once more"
              type="password"
              autoComplete="new-password"
            />
          </Form>
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
