import type { Metadata } from "next";
import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { Form, RadioField, TextField } from "#app/_components/form.tsx";
import { Notice, PageTitle } from "#app/_components/layout-parts.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import { api } from "#app/_trpc/server.ts";
import { scopeWords } from "#server/access/tokens-form.ts";
import { makeToken, revokeToken } from "./actions.ts";
import { Secret } from "./secret.tsx";

export const metadata: Metadata = { title: "Tokens for machines" };

const instant = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  dateStyle: "long",
  timeStyle: "short",
});
const states = {
  good: { words: "works", tone: "good" },
  expired: { words: "expired", tone: "neutral" },
  ended: { words: "ended with its maker's role", tone: "bad" },
  revoked: { words: "revoked", tone: "bad" },
} as const;

export default async function TokensPage({ searchParams }: PageProps<"/organisation/tokens">) {
  const tokens = await api.access.tokens();
  const done = (await searchParams).done === "revoked";
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/organisation", label: "Your organisation" }]}
        title="Tokens for machines"
        lead="With a token your own systems report usage, without a person signing in. Whoever holds its secret may do what it may."
      />
      {done && <Notice>The token is revoked. Whoever uses it is refused from now on.</Notice>}
      <section>
        <h2>Make a token</h2>
        <p>
          What a machine may ask and what it is told: <a href="/api/v1/openapi.json">description (OpenAPI)</a>
          .
        </p>
        <ConfirmedForm action={makeToken} submit="Make the token" kind="commit">
          <Secret />
          <TextField name="name" label="Name" hint="Which machine uses it, for example Meter in Leeds" />
          <RadioField
            name="scopes"
            label="What may it do?"
            options={[
              { value: "usage:write", label: "Send usage" },
              { value: "usage:read", label: "Read usage" },
              { value: "usage:write usage:read", label: "Send and read usage" },
            ]}
          />
          <TextField
            name="days"
            label="Days until it expires"
            hint="1 to 365"
            type="number"
            value="90"
            short
          />
        </ConfirmedForm>
      </section>
      <Table
        caption="Tokens of your organisation, newest first"
        rows={tokens}
        rowKey={({ id }) => id}
        empty={<p>There is no token yet.</p>}
        columns={[
          { header: "Name", cell: ({ name }) => name },
          { header: "Begins with", cell: ({ prefix }) => <code>{prefix}…</code> },
          { header: "May", cell: ({ scopes }) => scopes.map((scope) => scopeWords[scope]).join(", ") },
          { header: "Made by", cell: ({ madeByName }) => madeByName },
          { header: "Expires", cell: ({ expiresAt }) => instant.format(expiresAt) },
          {
            header: "Last used",
            cell: ({ lastUsedAt }) => (lastUsedAt ? instant.format(lastUsedAt) : "never"),
          },
          {
            header: "State",
            cell: ({ state }) => <StatusTag tone={states[state].tone}>{states[state].words}</StatusTag>,
          },
          {
            header: "Revoke it",
            cell: ({ id, name, state, revokedByName }) =>
              state === "good" ? (
                <Form
                  action={revokeToken}
                  kind="secondary"
                  fields={{ id }}
                  submit={
                    <>
                      Revoke<span className="sr-only"> the token {name}</span>
                    </>
                  }
                />
              ) : (
                (revokedByName ?? "")
              ),
          },
        ]}
      />
    </>
  );
}
