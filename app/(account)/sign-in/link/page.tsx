import type { Metadata } from "next";
import { Form } from "#app/_components/form.tsx";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { signInWithLink } from "../actions.ts";

export const metadata: Metadata = { title: "Sign in with your link" };

/** A page with a button: programs that look into mail open links, and must not use them up. */
export default async function LinkPage({ searchParams }: PageProps<"/sign-in/link">) {
  const { token } = await searchParams;
  return (
    <>
      <PageTitle
        title="Sign in with your link"
        lead="You came here from a link in an e-mail. It signs you in once."
      />
      <Form
        action={signInWithLink}
        submit="Sign in"
        fields={{ token: typeof token === "string" ? token : "" }}
      />
    </>
  );
}
