import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState, PageTitle } from "#app/_components/layout-parts.tsx";
import { Table } from "#app/_components/table.tsx";
import { api } from "#app/_trpc/server.ts";

export const metadata: Metadata = { title: "Demo mailbox" };

const instant = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  dateStyle: "medium",
  timeStyle: "short",
});

export default async function MailboxPage() {
  const mail = await api.access.mailbox();
  return (
    <>
      <PageTitle
        title="Demo mailbox"
        lead="Nothing leaves this machine: this is the mail that would have been sent, to everybody, newest first."
      />
      <Table
        caption="Mail"
        hideCaption
        rows={mail}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="No mail yet">
            <p className="mb-0">
              <Link href="/sign-in/by-link">Have a link sent to sign in</Link>, and it will be here.
            </p>
          </EmptyState>
        }
        columns={[
          {
            header: "Subject",
            cell: ({ id, subject }) => <Link href={`/demo/mailbox/${id}`}>{subject}</Link>,
          },
          { header: "To", cell: ({ toAddress }) => toAddress },
          { header: "Written", cell: ({ writtenAt }) => instant.format(writtenAt) },
        ]}
      />
    </>
  );
}
