import type { Metadata } from "next";
import Link from "next/link";
import { Form, TextField } from "#app/_components/form.tsx";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { localPath, withNext } from "#app/_trpc/local-path.ts";
import { mailLink } from "../actions.ts";

export const metadata: Metadata = { title: "Sign in with a link" };

export default async function SignInByLinkPage({ searchParams }: PageProps<"/sign-in/by-link">) {
  const next = localPath((await searchParams).next, "");
  return (
    <>
      <PageTitle
        title="Have a link sent by e-mail"
        lead="It signs you in once, within 15 minutes, and needs no password."
      />
      <Form action={mailLink} submit="E-mail me a link">
        <TextField name="email" label="E-mail address" type="email" autoComplete="username" />
      </Form>
      <p>
        <Link href={withNext("/sign-in", next)}>Use your password instead</Link>
      </p>
    </>
  );
}
