import Link from "next/link";
import { ModelBadge } from "#app/_components/nine.tsx";
import { Table } from "#app/_components/table.tsx";
import { may, mayTry } from "#app/_trpc/may.ts";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { customerKinds } from "#server/access/customer-kind.ts";
import { isUseTerm, useTerms } from "#server/catalogue/use-terms.ts";
import type { Dataset } from "./dataset.ts";
import { DecisionsMade } from "./decisions-made.tsx";

/** Whether it may be used commercially, which term says so, who decided what and why, and who may have which model. */
export function MayItBeUsed({
  dataset,
  person,
}: {
  dataset: Dataset;
  person: AppOutputs["access"]["viewer"];
}) {
  const { slug, licensable, licensableReason, rule, decisions, useTerms: words } = dataset;
  const barredForGood = licensable === "not_licensable" || licensable === "proposed";
  return (
    <section
      aria-labelledby="use"
      className={`mb-8 rounded-md border border-l-[6px] border-line p-4 ${licensable === "licensable" ? "border-l-commit" : "border-l-[#b27300]"}`}
    >
      <h2 id="use" className="!mt-0">
        May it be used commercially?
      </h2>
      <p>
        <strong>{answerOf(dataset)}</strong> {licensableReason || because(dataset)}
      </p>
      <TermList dataset={dataset} />
      {words.length > 0 && (
        <p className="text-[0.9375rem]">
          <span className="text-ink-2">As a contract would say them: </span>
          {words.join("; ")}.
        </p>
      )}
      <DecisionsMade decisions={decisions} />
      {!barredForGood && <WhoMayHave dataset={dataset} />}
      {!barredForGood && rule.commercial === "needs_decision" && !dataset.retiredOn && (
        <p className="no-print mb-0">
          {may(person, "use_terms.decide") ? (
            <Link href={`/datasets/${slug}/decision`}>Decide about commercial use</Link>
          ) : (
            <>
              An approver of the NHS can decide otherwise, by name and with the reason.{" "}
              {mayTry(person, "enquiry.ask") && (
                <>
                  <Link href={`/datasets/${slug}/enquiry`}>Ask for it</Link>, or read{" "}
                </>
              )}
              <Link href={`/datasets/${slug}/decision`}>
                {mayTry(person, "enquiry.ask") ? "how it is decided" : "How it is decided"}
              </Link>
              .
            </>
          )}
        </p>
      )}
    </section>
  );
}

const answerOf = ({ licensable, rule }: Dataset) =>
  ({
    licensable: rule.commercial === "allowed" ? "Yes, under its terms." : "Yes, as far as a person decided.",
    needs_decision: "Not before a person decides.",
    not_licensable: "No.",
    proposed: "No, it does not exist yet.",
  })[licensable];

const because = ({ rule }: Dataset) =>
  rule.commercial === "allowed"
    ? "Its terms of use say for what the data may be used, and none bars a commercial model."
    : `${rule.because} Somebody did: see below.`;

/** Each term by its words and its identifier in the Data Use Ontology. */
export function TermList({
  dataset: { limitations, requirements },
}: {
  dataset: Pick<Dataset, "limitations" | "requirements">;
}) {
  const terms = [...new Set([...limitations, ...requirements])];
  if (terms.length === 0) return <p className="text-ink-2">No term of use is stated.</p>;
  return (
    <>
      <h3>Terms of use</h3>
      <ul>
        {terms.map((term) => (
          <li key={term}>
            {isUseTerm(term) ? useTerms[term].words : term}
            <span className="text-[0.9375rem] text-ink-2"> ({ontology(term)})</span>
          </li>
        ))}
      </ul>
    </>
  );
}

const ontology = (term: string) =>
  isUseTerm(term) ? (useTerms[term].duo ?? "no term in the Data Use Ontology") : "not known to us";

/** Per model, which kinds of customers its terms and decisions leave it to. */
export const WhoMayHave = ({ dataset: { byTerms } }: { dataset: Pick<Dataset, "byTerms"> }) => (
  <details className="!max-w-none">
    <summary>Who may have which model, by the terms of use</summary>
    <Table
      caption="Who may have which model, by the terms of use"
      hideCaption
      rows={byTerms}
      rowKey={({ kind }) => kind}
      columns={[
        { header: "Model", cell: ({ kind }) => <ModelBadge kind={kind} /> },
        { header: "Who may have it", cell: ({ barred }) => whoMayHave(barred) },
      ]}
    />
  </details>
);

function whoMayHave(barred: Dataset["byTerms"][number]["barred"]): string {
  const kinds = Object.keys(customerKinds) as (keyof typeof customerKinds)[];
  const open = kinds.filter((kind) => barred[kind] === null);
  if (open.length === kinds.length) return "Everybody";
  if (open.length === 0) return "Nobody";
  return open.map((kind) => customerWords[kind]).join(", ");
}

const customerWords = {
  standard: "companies at the standard price",
  small_company: "small companies",
  academic: "universities and charities",
} as const;
