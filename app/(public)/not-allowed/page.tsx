import type { Metadata } from "next";
import Link from "next/link";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { viewer } from "#app/_trpc/viewer.ts";

export const metadata: Metadata = { title: "Not for your role" };

export default async function NotAllowedPage() {
  const person = await viewer();
  return (
    <>
      <PageTitle title="This is not for your role" />
      <p>
        {person
          ? `You are signed in as ${person.name}, ${person.roleTitles.join(" and ").toLowerCase()} at ${person.organisation.name}. That does not include the page you wanted.`
          : "You are not signed in."}
      </p>
      <p>
        If it should, ask your administrator for the role. If you belong to several organisations, act as the
        right one on <Link href="/account">your account page</Link>.
      </p>
    </>
  );
}
