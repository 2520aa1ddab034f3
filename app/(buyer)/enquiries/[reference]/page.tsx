import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import Link from "next/link";
import { ButtonLink } from "#app/_components/button.tsx";
import { Form, RadioField, TextArea } from "#app/_components/form.tsx";
import { Facts, Notice, PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { mayWrite } from "#app/(buyer)/enquiries/may-write.ts";
import { instant, statusOf } from "#app/(buyer)/enquiries/words.ts";
import { answer, reply } from "./actions.ts";

export const metadata: Metadata = { title: "Enquiry" };

const done: Record<string, string> = {
  asked: "Your enquiry is sent. You get a mail when it is answered.",
  written: "Your message is sent, and the other side is told by mail.",
  closed: "The enquiry is closed. Writing in it opens it again.",
};

export default async function EnquiryPage({ params, searchParams }: PageProps<"/enquiries/[reference]">) {
  const { reference } = await params;
  const { done: did } = await searchParams;
  const enquiry = await api.enquiries.byReference({ reference });
  const writes = mayWrite(await viewer());
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/enquiries", label: "Enquiries" }]}
        title={enquiry.subject}
        status={<StatusTag tone={statusOf[enquiry.status].tone}>{statusOf[enquiry.status].words}</StatusTag>}
      />
      {typeof did === "string" && done[did] && <Notice>{done[did]}</Notice>}
      <div className="split">
        <div>
          <ol className="!max-w-none list-none p-0" aria-label="Messages, oldest first">
            {enquiry.messages.map((message) => (
              <Message key={message.id} message={message} enquiry={enquiry} />
            ))}
          </ol>
          {writes === null ? (
            <p>
              You may read this enquiry. Who may write in it: for the buyer, members and signatories; for the
              NHS, catalogue editors and commercial managers.
            </p>
          ) : (
            <Form
              action={writes === "buyer" ? reply : answer}
              submit="Send"
              kind="commit"
              fields={{ reference, key: randomUUID() }}
            >
              <TextArea
                name="body"
                label={writes === "buyer" ? "Write back" : `Answer for ${enquiry.custodian}`}
                hint={`Up to 4,000 characters. Both sides see it${enquiry.status === "closed" ? ", and it opens the enquiry again" : ""}`}
              />
              <RadioField
                name="close"
                label="What then?"
                value="no"
                options={[
                  {
                    value: "no",
                    label: writes === "buyer" ? "The NHS answers" : "The buyer may write back",
                  },
                  { value: "yes", label: "Close the enquiry", hint: "Your message says why" },
                ]}
              />
            </Form>
          )}
        </div>
        <aside>
          <Panel title="About">
            <Facts
              items={[
                ["Reference", reference],
                [
                  "Dataset",
                  <Link key="dataset" href={`/datasets/${enquiry.slug}`}>
                    {enquiry.title}
                  </Link>,
                ],
                ["Custodian", enquiry.custodian],
                ["Asked by", `${enquiry.openedByName}, ${enquiry.organisation}`],
                ["Asked", instant.format(enquiry.openedAt)],
              ]}
            />
            {writes === "buyer" && (
              <ButtonLink kind="secondary" href={`/datasets/${enquiry.slug}#prices`}>
                Go on to apply
              </ButtonLink>
            )}
          </Panel>
        </aside>
      </div>
    </>
  );
}

type Enquiry = AppOutputs["enquiries"]["byReference"];

/** Who wrote it and for whom, when, and the words as they were typed. */
const Message = ({ message, enquiry }: { message: Enquiry["messages"][number]; enquiry: Enquiry }) => (
  <li
    className={`mb-4 max-w-[44rem] rounded-md border p-4 ${message.side === "nhs" ? "ml-4 border-link bg-info-wash text-info sm:ml-12" : "border-line"}`}
  >
    <p className="mb-2 text-[0.9375rem]">
      <strong>{message.authorName}</strong>,{" "}
      {message.side === "nhs" ? `NHS, for ${enquiry.custodian}` : enquiry.organisation}
      <span className="block">
        <time dateTime={message.at.toISOString()}>{instant.format(message.at)}</time>
      </span>
    </p>
    <p className="mb-0 break-words whitespace-pre-line">{message.body}</p>
  </li>
);
