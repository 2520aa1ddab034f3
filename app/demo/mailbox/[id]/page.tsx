import type { Metadata } from "next";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";

export const metadata: Metadata = { title: "Demo mail" };

export default async function MailPage({ params }: PageProps<"/demo/mailbox/[id]">) {
  const { toAddress, subject, body } = await api.access.mail(await params);
  // Our mails hold at most one link.
  const [before, link, after] = body.split(/(https?:\/\/\S+)/);
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/demo/mailbox", label: "Demo mailbox" }]}
        title={subject}
        lead={`To ${toAddress}`}
      />
      <div className="max-w-[66ch] whitespace-pre-line break-words">
        {before}
        {link && <a href={link}>{link}</a>}
        {after}
      </div>
    </>
  );
}
