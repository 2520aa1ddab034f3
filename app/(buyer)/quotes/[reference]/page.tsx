import type { Metadata } from "next";
import Link from "next/link";
import { ButtonLink } from "#app/_components/button.tsx";
import { Notice, PageTitle, Warning } from "#app/_components/layout-parts.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { formatDate } from "#server/lib/dates.ts";
import { addressOf } from "#server/quoting/request.ts";
import { QuotePaper } from "../paper.tsx";

export async function generateMetadata({ params }: PageProps<"/quotes/[reference]">): Promise<Metadata> {
  return { title: `Quote ${(await params).reference}` };
}

export default async function QuotePage({ params, searchParams }: PageProps<"/quotes/[reference]">) {
  const quote = await api.quotes.byReference(await params);
  const { done } = await searchParams;
  const mayApply = may(await viewer(), "application.write");
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/quotes", label: "Quotes" }]}
        title={`Quote ${quote.reference}`}
        status={
          quote.lapsed ? (
            <StatusTag tone="wait">no longer valid</StatusTag>
          ) : (
            <StatusTag tone="good">{`valid until ${formatDate(quote.validUntil)}`}</StatusTag>
          )
        }
        lead={`${quote.body.sets.map(({ title }) => title).join("; ")}. Made for ${quote.organisation} by ${quote.madeByName} on ${formatDate(quote.madeOn)}.`}
      />
      {done === "kept" && (
        <Notice>The quote is kept. It stands here as it is, whatever happens to prices.</Notice>
      )}
      {quote.lapsed && (
        <Warning>
          This quote stood until {formatDate(quote.validUntil)}. It is kept as it was made;{" "}
          <Link href={addressOf(quote.request)}>ask again at today's prices</Link>.
        </Warning>
      )}
      <div className="actions no-print">
        {mayApply && !quote.lapsed && (
          <ButtonLink kind="commit" href={`/applications/new?quote=${quote.reference}`}>
            Apply with this quote
          </ButtonLink>
        )}
        <a href={`/quotes/${quote.reference}/quote.pdf`}>PDF</a>
        {mayApply && !quote.lapsed && <Link href={addressOf(quote.request)}>Change something</Link>}
      </div>
      <QuotePaper body={quote.body} />
    </>
  );
}
