import type { Metadata } from "next";
import Link from "next/link";
import { ButtonLink } from "#app/_components/button.tsx";
import { Form, TextArea } from "#app/_components/form.tsx";
import { Facts, Notice, PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { Day } from "#app/_components/money.tsx";
import { ModelBadge } from "#app/_components/nine.tsx";
import { StatusTag, toneOf } from "#app/_components/status-tag.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { QuoteLink } from "#app/(buyer)/quotes/quote-link.tsx";
import { serviceInWords } from "#app/(buyer)/service-choices.ts";
import { counted } from "#server/lib/words.ts";
import { allows, applicationWords, offerWords } from "#server/licensing/moves.ts";
import { reject, withdraw } from "./actions.ts";
import { AskedPrice } from "./asked-price.tsx";

export const metadata: Metadata = { title: "Application" };

const done: Record<string, string> = {
  sent: "Your application is sent. A commercial manager answers with an offer; you will find it here.",
  withdrawn: "The application is withdrawn.",
  rejected: "The application is rejected, and the applicant can read your reason.",
};

export default async function ApplicationPage({
  params,
  searchParams,
}: PageProps<"/applications/[reference]">) {
  const application = await api.licensing.application(await params);
  const person = await viewer();
  const message = done[String((await searchParams).done)];
  const side = person?.organisation.side ?? "buyer";
  const standing = application.offers.find(({ status }) => allows("offer", status, "replace"));
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/applications", label: "Applications" }]}
        title={application.title}
        status={
          <StatusTag tone={toneOf[application.status] ?? "neutral"}>
            {applicationWords(side, application.status, application.offers[0]?.status ?? null)}
          </StatusTag>
        }
        lead={`${application.reference}, ${application.organisation.name}`}
      />
      {message && <Notice>{message}</Notice>}
      <div className="split">
        <div>
          <h2 className="!mt-0">What the data will be used for</h2>
          <p className="whitespace-pre-line">{application.purpose}</p>
          <h2>How patients or the public gain</h2>
          <p className="whitespace-pre-line">{application.publicBenefit}</p>
          {application.closedReason && (
            <>
              <h2>Why it was closed</h2>
              <p>{application.closedReason}</p>
            </>
          )}
          {application.offers.length > 0 && (
            <>
              <h2>Offers</h2>
              <ul>
                {application.offers.map(({ reference, status, version }) => (
                  <li key={reference}>
                    <Link href={`/offers/${reference}`}>{reference}</Link>, version {version},{" "}
                    {offerWords[side][status]}
                  </li>
                ))}
              </ul>
            </>
          )}
          {may(person, "offer.make") && (application.status === "submitted" || standing) && (
            <div className="actions">
              <ButtonLink href={`/applications/${application.reference}/offer`} kind="commit">
                {standing
                  ? "Change the offer"
                  : application.offers.length > 0
                    ? "Make another offer"
                    : "Make an offer"}
              </ButtonLink>
            </div>
          )}
          {may(person, "application.decide") && allows("application", application.status, "reject") && (
            <details>
              <summary>Reject the application</summary>
              <Form
                action={reject}
                submit="Reject"
                kind="danger"
                fields={{ reference: application.reference }}
              >
                <TextArea name="reason" label="Why?" hint="The applicant reads this" />
              </Form>
            </details>
          )}
          {may(person, "application.write") && allows("application", application.status, "withdraw") && (
            <details>
              <summary>Withdraw the application</summary>
              <Form
                action={withdraw}
                submit="Withdraw"
                kind="danger"
                fields={{ reference: application.reference }}
              >
                <TextArea name="reason" label="Why?" />
              </Form>
            </details>
          )}
        </div>
        <aside>
          <Panel title="Asked for">
            <Facts
              items={[
                [
                  "Dataset",
                  <Link key="set" href={`/datasets/${application.dataset.slug}`}>
                    {application.dataset.title}
                  </Link>,
                ],
                ["Model", <ModelBadge key="model" kind={application.kind} />],
                ["People", application.users],
                ["From", <Day key="from" date={application.startsOn} />],
                ["For", counted(application.months, "month")],
                ["Service", serviceInWords(application.service !== null)],
                ["Sent", <Day key="sent" date={application.submittedOn} />],
                ["By", application.madeByName],
                ...(application.quoteReference
                  ? [["Quote", <QuoteLink key="quote" reference={application.quoteReference} />] as const]
                  : []),
                ...(application.otherThanQuoted.length > 0
                  ? [["Other than quoted", application.otherThanQuoted.join("; ")] as const]
                  : []),
              ]}
            />
          </Panel>
          <Panel title="What it comes to by the list">
            <AskedPrice {...application} />
          </Panel>
        </aside>
      </div>
    </>
  );
}
