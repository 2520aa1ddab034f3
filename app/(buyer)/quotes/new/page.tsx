import type { Metadata } from "next";
import Link from "next/link";
import { ErrorSummary } from "#app/_components/error-summary.tsx";
import { PageTitle, Warning } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { installation, viewer } from "#app/_trpc/viewer.ts";
import { civil, formatDate } from "#server/lib/dates.ts";
import { quoteRequestSchema } from "#server/quoting/request.ts";
import { QuotePaper } from "../paper.tsx";
import { readRequest, valuesOf } from "./asked.ts";
import { Keep } from "./keep.tsx";
import { QuoteForm } from "./quote-form.tsx";

export const metadata: Metadata = { title: "Calculate a quote" };

export default async function NewQuotePage({ searchParams }: PageProps<"/quotes/new">) {
  const address = await searchParams;
  const sets = setsIn(address.set);
  const { businessDate } = await installation();
  const person = await viewer();
  const { place, evidence, customer } = belonging.parse(address);
  const choices = await api.quotes.choices({
    set: sets.slice(0, 10),
    find: String(address.find ?? "").slice(0, 200),
    place,
    evidence,
    customer,
  });
  const values = valuesOf(address, civil(businessDate));
  // Before anything is pressed the form is only a beginning, and nothing in it is wrong.
  const wanted = address.kind !== undefined || address.calculate !== undefined;
  const { request, errors } = readRequest(sets, values);
  const answer = wanted && request ? await api.quotes.calculate(request) : null;
  const problems = answer?.refusal
    ? { [answer.refusal.field]: answer.refusal.sentence }
    : wanted
      ? errors
      : {};
  return (
    <>
      <PageTitle
        title="What would it cost in total?"
        lead="Datasets, years, people and refreshes become a dated quote: the model's price, the service around it, VAT, and the days by which to apply and sign."
      />
      {person && (
        <p className="no-print">
          <Link href="/quotes">Quotes that were kept</Link>
        </p>
      )}
      <ErrorSummary errors={problems} />
      <QuoteForm
        choices={choices}
        values={values}
        errors={problems}
        isBuyer={person?.organisation.side === "buyer"}
      />
      {answer?.body && request && (
        <section aria-labelledby="quote" className="mt-10 border-t-2 border-ink pt-6">
          <h2 id="quote" className="!mt-0">
            The quote of {formatDate(answer.body.madeOn)}, valid until {formatDate(answer.body.validUntil)}
          </h2>
          {answer.body.calendar.earliest && (
            <Warning>
              There is no time to start on {formatDate(answer.body.calendar.startsOn)}. The earliest start is{" "}
              {formatDate(answer.body.calendar.earliest)}.
            </Warning>
          )}
          <Keep request={request} />
          <QuotePaper body={answer.body} />
        </section>
      )}
      {!wanted && sets.length === 0 && (
        <p>
          Begin with a dataset: find it here by name, or <Link href="/catalogue">look in the catalogue</Link>.
        </p>
      )}
    </>
  );
}

const belonging = quoteRequestSchema.pick({ place: true, evidence: true, customer: true });

const setsIn = (value: string | string[] | undefined) => [
  ...new Set([value ?? []].flat().filter((slug) => slug !== "")),
];
