import type { Metadata } from "next";
import { Form, TextField } from "#app/_components/form.tsx";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { localPath } from "#app/_trpc/local-path.ts";
import { api } from "#app/_trpc/server.ts";
import { confirmByPassword, mailCode } from "./actions.ts";

export const metadata: Metadata = { title: "Confirm that it is you" };

export default async function ConfirmPage({ searchParams }: PageProps<"/confirm">) {
  const next = localPath((await searchParams).next, "");
  const { email, hasPassword } = await api.access.account();
  return (
    <>
      <PageTitle
        title="Confirm that it is you"
        lead="What you are about to do binds your organisation, so we ask again. It holds for five minutes, and you come back to where you were."
      />
      {hasPassword && (
        <section>
          <h2>With your password</h2>
          <Form action={confirmByPassword} submit="Confirm" fields={{ next }}>
            <TextField name="password" label="Password" type="password" autoComplete="current-password" />
          </Form>
        </section>
      )}
      <section>
        <h2>With a code by e-mail</h2>
        <p>We send six digits to {email}. They work once, within ten minutes.</p>
        <Form action={mailCode} submit="Send me a code" kind="secondary" fields={{ next }} />
      </section>
    </>
  );
}
