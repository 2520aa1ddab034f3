import type { Metadata } from "next";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";

export const metadata: Metadata = { title: "Demo mail" };

export default async function MailPage({ params }: PageProps<"/demo/mailbox/[id]">) {
  const { toAddress, subject, body } = await api.access.mail(await params);
  // Every second part is a link.
  const parts = body.split(/(https?:\/\/\S+)/);
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/demo/mailbox", label: "Demo mailbox" }]}
        title={subject}
        lead={`To ${toAddress}`}
      />
      <div className="max-w-[66ch] whitespace-pre-line break-words">
        {parts.map((part, index) =>
          index % 2 === 1 ? (
            <a key={index} href={part}>
              {part}
            </a>
          ) : (
            part
          ),
        )}
      </div>
    </>
  );
}
