import type { Metadata } from "next";
import Link from "next/link";
import { localPath, withNext } from "#app/_trpc/local-path.ts";
import { LinkForm } from "./link-form.tsx";

export const metadata: Metadata = { title: "Sign in with a link" };

export default async function SignInByLinkPage({ searchParams }: PageProps<"/sign-in/by-link">) {
  const next = localPath((await searchParams).next, "");
  return (
    <>
      <h1>Have a link sent by e-mail</h1>
      <p>The link signs you in once, within 15 minutes. You need no password.</p>
      <LinkForm />
      <p>
        <Link href={withNext("/sign-in", next)}>Use your password instead</Link>
      </p>
    </>
  );
}
