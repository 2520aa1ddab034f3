import type { Metadata } from "next";
import Link from "next/link";
import { ErrorSummary } from "#app/_components/error-summary.tsx";
import { Form, TextArea } from "#app/_components/form.tsx";
import { EmptyState, PageTitle, Panel, Warning } from "#app/_components/layout-parts.tsx";
import { Table } from "#app/_components/table.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import { type BulkChange, bulkChange, bulkLimit, bulkWords } from "#server/catalogue/desk/bulk.ts";
import { deskFilter } from "#server/catalogue/desk/filter.ts";
import { ruleOf } from "#server/catalogue/use-terms.ts";
import { makeBulk } from "../actions.ts";
import { RuleInWords } from "../as-typed.tsx";
import { BulkFields } from "./bulk-fields.tsx";

export const metadata: Metadata = { title: "Change several datasets" };

type Sent = Record<string, string | string[] | undefined>;
const listOf = (sent: string | string[] | undefined) => [sent ?? []].flat();

/**
 * Three steps with an address each: which change, its words, and what it would do to each dataset. Only the last one, which
 * proposes exactly what was shown, changes anything.
 */
export default async function BulkPage({ searchParams }: PageProps<"/commercial/catalogue/bulk">) {
  const sent: Sent = await searchParams;
  // In one piece, because a filter and a change may have fields of the same name.
  const filtered = String(sent.filter ?? "");
  const filter = deskFilter.parse(Object.fromEntries(new URLSearchParams(filtered)));
  const all = sent.all === "yes";
  const slugs = listOf(sent.set).slice(0, bulkLimit);
  const kind = Object.hasOwn(bulkWords, String(sent.change)) ? (sent.change as BulkChange["change"]) : null;
  const parsed = kind && sent.try === "yes" ? bulkChange.safeParse(sent) : null;
  const wanted = parsed?.success ? parsed.data : null;
  const choice = all ? { filter } : { slugs };
  const preview = await api.desk.previewBulk({ choice, change: wanted });
  const kept: [string, string][] = all
    ? [
        ["all", "yes"],
        ["filter", filtered],
      ]
    : slugs.map((slug) => ["set", slug]);
  const errors = parsed?.success === false ? errorsOf(parsed.error.issues) : {};
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/commercial/catalogue", label: "Catalogue desk" }]}
        title="Change several datasets"
        lead="One change, one note, one decision by a second person. Nothing is changed before that."
      />
      {preview.chosen === 0 ? (
        <EmptyState title="No dataset is ticked">
          <p className="mb-0">
            Tick datasets on the <Link href="/commercial/catalogue">catalogue desk</Link>, then come back.
          </p>
        </EmptyState>
      ) : (
        <>
          {preview.tooMany && (
            <Warning>
              More than {bulkLimit} datasets fit. These are the first {bulkLimit} by title; go on with the
              others afterwards.
            </Warning>
          )}
          <Chosen preview={preview} />
          <ErrorSummary errors={errors} />
          {!wanted && <ChooseChange kept={kept} chosen={kind} />}
          {!wanted && kind && (
            <form action="/commercial/catalogue/bulk">
              <Kept kept={[...kept, ["change", kind], ["try", "yes"]]} />
              <h2>{bulkWords[kind]}</h2>
              <BulkFields kind={kind} sent={sent} errors={errors} />
              <button type="submit" className="button button-primary">
                Show what would change
              </button>
            </form>
          )}
          {wanted && <Preview preview={preview} change={wanted} kept={kept} />}
        </>
      )}
    </>
  );
}

function errorsOf(issues: readonly { path: readonly PropertyKey[]; message: string }[]) {
  const errors: Record<string, string> = {};
  for (const { path, message } of issues) errors[String(path[0] ?? "form")] ??= message;
  return errors;
}

const Kept = ({ kept }: { kept: readonly [string, string][] }) =>
  kept.map(([name, value]) => <input key={`${name}${value}`} type="hidden" name={name} value={value} />);

type Shown = AppOutputs["desk"]["previewBulk"];

const Chosen = ({ preview }: { preview: Shown }) => (
  <details>
    <summary>
      {preview.sets.length} {preview.sets.length === 1 ? "dataset is" : "datasets are"} chosen
    </summary>
    <ul>
      {preview.sets.map(({ slug, title }) => (
        <li key={slug}>
          <Link href={`/commercial/catalogue/${slug}`}>{title}</Link>
        </li>
      ))}
    </ul>
  </details>
);

const ChooseChange = ({
  kept,
  chosen,
}: {
  kept: readonly [string, string][];
  chosen: BulkChange["change"] | null;
}) => (
  <form action="/commercial/catalogue/bulk" className="mt-4">
    <Kept kept={kept} />
    <label htmlFor="change" className="mb-1 block font-semibold">
      What to change
    </label>
    <div className="flex flex-wrap items-center gap-3">
      <select id="change" name="change" defaultValue={chosen ?? "custodian"}>
        {Object.entries(bulkWords).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <button type="submit" className={`button ${chosen ? "button-secondary" : "button-primary"}`}>
        Go on
      </button>
    </div>
  </form>
);

function Preview({
  preview: { changes, leftOut },
  change,
  kept,
}: {
  preview: Shown;
  change: BulkChange;
  kept: readonly [string, string][];
}) {
  const words = Object.entries(change).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
  const address = `/commercial/catalogue/bulk?${new URLSearchParams([...kept, ...words])}`;
  return (
    <>
      <h2>{bulkWords[change.change]}</h2>
      <p>
        <Link href={address}>Change the words</Link>
      </p>
      {change.change === "use_terms" && (
        <>
          <Warning>
            <strong>Decisions over the old terms lapse.</strong> A decision holds for exactly the terms it was
            made over. Where one holds today, somebody has to decide anew.
          </Warning>
          <Panel title="What the new terms allow">
            <RuleInWords rule={ruleOf(change)} />
          </Panel>
        </>
      )}
      <Table
        caption={`${changes.length} ${changes.length === 1 ? "dataset changes" : "datasets change"}`}
        rows={changes.flatMap((set) => set.differences.map((difference) => ({ ...set, difference })))}
        rowKey={({ slug, difference }) => `${slug}${difference.field}`}
        empty={<EmptyState title="None of these datasets would change" />}
        columns={[
          {
            header: "Dataset",
            cell: ({ slug, title }) => <Link href={`/commercial/catalogue/${slug}`}>{title}</Link>,
          },
          { header: "Field", cell: ({ difference }) => difference.label },
          { header: "Published now", cell: ({ difference }) => difference.before || "nothing" },
          { header: "After", cell: ({ difference }) => difference.after || "nothing" },
        ]}
      />
      {leftOut.length > 0 && (
        <Table
          caption="Left out"
          rows={leftOut}
          rowKey={({ slug }) => slug}
          columns={[
            {
              header: "Dataset",
              cell: ({ slug, title }) => <Link href={`/commercial/catalogue/${slug}`}>{title}</Link>,
            },
            { header: "Why", cell: ({ because }) => because },
          ]}
        />
      )}
      {changes.length > 0 && (
        <Form
          action={makeBulk}
          submit={`Propose ${changes.length === 1 ? "this change" : `these ${changes.length} changes`}`}
          kind="commit"
          fields={{
            slugs: changes.map(({ slug }) => slug).join(" "),
            change: JSON.stringify(change),
          }}
        >
          <TextArea
            name="note"
            label="What changed and why"
            hint="It stands with every one of these versions for good"
          />
        </Form>
      )}
    </>
  );
}
