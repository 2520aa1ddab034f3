import type { Metadata } from "next";
import Link from "next/link";
import { localPath, withNext } from "#app/_trpc/local-path.ts";
import { api } from "#app/_trpc/server.ts";
import { DemoPeople } from "./demo-people.tsx";
import { PasswordForm } from "./password-form.tsx";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const next = localPath((await searchParams).next, "");
  const demoPeople = await api.access.demoPeople();
  return (
    <>
      <h1>Sign in</h1>
      {demoPeople.length > 0 && <DemoPeople people={demoPeople} next={next} />}
      <section>
        <h2>With your password</h2>
        <PasswordForm next={next} />
        <p>
          <Link href={withNext("/sign-in/by-link", next)}>Have a link sent by e-mail instead</Link>
        </p>
      </section>
    </>
  );
}
