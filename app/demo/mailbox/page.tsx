import type { Metadata } from "next";
import Link from "next/link";
import { api } from "#app/_trpc/server.ts";

export const metadata: Metadata = { title: "Demo mailbox" };

const instant = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  dateStyle: "medium",
  timeStyle: "medium",
});

export default async function MailboxPage() {
  const mail = await api.access.mailbox();
  return (
    <>
      <h1>Demo mailbox</h1>
      <p>
        Nothing leaves this machine: this is the mail that would have been sent, to everybody, newest first.
      </p>
      {mail.length === 0 ? (
        <p>
          No mail yet. <Link href="/sign-in/by-link">Ask for a link to sign in</Link>, and it will be here.
        </p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">To</th>
              <th scope="col">Subject</th>
              <th scope="col">Written</th>
            </tr>
          </thead>
          <tbody>
            {mail.map(({ id, toAddress, subject, writtenAt }) => (
              <tr key={id}>
                <td>{toAddress}</td>
                <td>
                  <Link href={`/demo/mailbox/${id}`}>{subject}</Link>
                </td>
                <td>{instant.format(writtenAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
