import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import Link from "next/link";
import { Form, TextArea, TextField } from "#app/_components/form.tsx";
import { PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { onlyFor } from "#app/_trpc/viewer.ts";
import { askCustodian } from "./actions.ts";

export const metadata: Metadata = { title: "Ask the custodian" };

export default async function AskPage({ params }: PageProps<"/datasets/[slug]/enquiry">) {
  const { slug } = await params;
  await onlyFor("enquiry.ask");
  const { title, custodian } = await api.catalogue.bySlug({ slug });
  const { rows: before } = await api.enquiries.list({ dataset: slug });
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/catalogue", label: "Catalogue" },
          { href: `/datasets/${slug}`, label: title },
        ]}
        title="Ask the custodian"
        lead={`A question about this dataset, before you apply. ${custodian} answers through the NHS, in a thread that both sides see.`}
      />
      <div className="split">
        <Form
          action={askCustodian}
          submit="Send the enquiry"
          kind="commit"
          fields={{ slug, key: randomUUID() }}
        >
          <TextField
            name="subject"
            label="What is it about?"
            hint="One line, like Completeness of outcomes"
          />
          <TextArea
            name="body"
            label="Your question"
            hint="Up to 4,000 characters. Do not write about patients"
          />
        </Form>
        <aside>
          <Panel title="What happens next">
            <ol className="mb-0">
              <li>Your colleagues and the NHS see the question; no other buyer does.</li>
              <li>A person answers in the thread, and you get a mail.</li>
              <li>Write back as often as you need; close it when it is settled.</li>
            </ol>
          </Panel>
          {before.length > 0 && (
            <Panel title="Your organisation asked before">
              <ul className="mb-0">
                {before.slice(0, 5).map(({ reference, subject }) => (
                  <li key={reference}>
                    <Link href={`/enquiries/${reference}`}>{subject}</Link>
                  </li>
                ))}
              </ul>
            </Panel>
          )}
        </aside>
      </div>
    </>
  );
}
