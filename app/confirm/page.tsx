import type { Metadata } from "next";
import { localPath } from "#app/_trpc/local-path.ts";
import { api } from "#app/_trpc/server.ts";
import { MailCodeForm } from "./mail-code-form.tsx";
import { PasswordForm } from "./password-form.tsx";

export const metadata: Metadata = { title: "Confirm that it is you" };

export default async function ConfirmPage({ searchParams }: PageProps<"/confirm">) {
  const next = localPath((await searchParams).next, "");
  const { email, hasPassword } = await api.access.account();
  return (
    <>
      <h1>Confirm that it is you</h1>
      <p>
        What you are about to do binds your organisation, so we ask again. It holds for five minutes; then you
        come back to where you were.
      </p>
      {hasPassword && (
        <section>
          <h2>With your password</h2>
          <PasswordForm next={next} email={email} />
        </section>
      )}
      <section>
        <h2>With a code by e-mail</h2>
        <p>We send six digits to {email}. They work once, within ten minutes.</p>
        <MailCodeForm next={next} />
      </section>
    </>
  );
}
