import type { Metadata } from "next";
import { PageTitle, Warning } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { asHtml, asText } from "#server/jobs/letter.ts";

export const metadata: Metadata = { title: "Demo mail" };

export default async function MailPage({ params }: PageProps<"/demo/mailbox/[id]">) {
  const { toAddress, subject, body, attachment, refusedBecause } = await api.access.mail(await params);
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/demo/mailbox", label: "Demo mailbox" }]}
        title={subject}
        lead={`To ${toAddress}`}
      />
      {refusedBecause && <Warning>The mail server refused it: {refusedBecause}</Warning>}
      {attachment && (
        <p>
          With it goes <a href={`/invoices/${attachment}/pdf`}>{attachment}.pdf</a>
        </p>
      )}
      <div className="max-w-[66ch] whitespace-pre-line break-words">
        {body.split(/(https?:\/\/\S+)/).map((part, index) =>
          // Every second part is a link.
          index % 2 === 1 ? (
            <a key={index} href={part}>
              {part}
            </a>
          ) : (
            part
          ),
        )}
      </div>
      <details className="mt-8">
        <summary>As HTML, as mail programs show it</summary>
        <iframe
          title="The mail as HTML"
          sandbox=""
          srcDoc={asHtml(subject, body)}
          className="mt-2 h-[30rem] w-full border border-line bg-white"
        />
      </details>
      <details>
        <summary>As plain text</summary>
        <pre className="mt-2 overflow-x-auto text-sm">{asText(body)}</pre>
      </details>
    </>
  );
}
