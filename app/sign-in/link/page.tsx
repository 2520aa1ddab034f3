import type { Metadata } from "next";
import { UseLinkForm } from "./use-link-form.tsx";

export const metadata: Metadata = { title: "Sign in with your link" };

/** A page with a button: programs that look into mail open links, and must not use them up. */
export default async function LinkPage({ searchParams }: PageProps<"/sign-in/link">) {
  const { token } = await searchParams;
  return (
    <>
      <h1>Sign in with your link</h1>
      <p>You came here from a link in an e-mail. Press the button to sign in; the link then works no more.</p>
      <UseLinkForm token={typeof token === "string" ? token : ""} />
    </>
  );
}
