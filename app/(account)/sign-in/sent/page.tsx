import type { Metadata } from "next";
import Link from "next/link";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { installation } from "#app/_trpc/viewer.ts";

export const metadata: Metadata = { title: "Look at your e-mail" };

export default async function LinkSentPage() {
  const { demo } = await installation();
  return (
    <>
      <PageTitle title="Look at your e-mail" />
      <p>
        If we know the address, a link is on its way to it. It works once, within 15 minutes. If nothing
        comes, look among unwanted mail, or <Link href="/sign-in/by-link">ask for another</Link>.
      </p>
      {demo && (
        <p>
          This is a demonstration, so nothing leaves this machine: the mail is in the{" "}
          <Link href="/demo/mailbox">demo mailbox</Link>.
        </p>
      )}
    </>
  );
}
