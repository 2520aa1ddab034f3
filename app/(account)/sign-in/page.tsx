import type { Metadata } from "next";
import Link from "next/link";
import { Form, TextField } from "#app/_components/form.tsx";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { localPath, withNext } from "#app/_trpc/local-path.ts";
import { api } from "#app/_trpc/server.ts";
import { signIn } from "./actions.ts";
import { DemoPeople } from "./demo-people.tsx";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const next = localPath((await searchParams).next, "");
  const demoPeople = await api.access.demoPeople();
  return (
    <>
      <PageTitle title="Sign in" />
      {demoPeople.length > 0 && <DemoPeople people={demoPeople} next={next} />}
      <section>
        <h2>With your password</h2>
        <Form action={signIn} submit="Sign in" fields={{ next }}>
          <TextField name="email" label="E-mail address" type="email" autoComplete="username" />
          <TextField name="password" label="Password" type="password" autoComplete="current-password" />
        </Form>
        <p>
          <Link href={withNext("/sign-in/by-link", next)}>Have a link sent by e-mail instead</Link>
        </p>
      </section>
    </>
  );
}
