import type { Metadata } from "next";
import Link from "next/link";
import { Button } from "#app/_components/button.tsx";
import { Field } from "#app/_components/field.tsx";
import { EmptyState, NextPage, PageTitle } from "#app/_components/layout-parts.tsx";
import { kindsInOrder, modelFace } from "#app/_components/models.ts";
import { Day } from "#app/_components/money.tsx";
import { ModelBadge } from "#app/_components/nine.tsx";
import { Table } from "#app/_components/table.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import { capitalised } from "#server/lib/words.ts";
import { type RegisterFilter, registerFilter } from "#server/register/filter.ts";

export const metadata: Metadata = { title: "Public register" };

export default async function RegisterPage({ searchParams }: PageProps<"/register">) {
  const filter = registerFilter.parse(await searchParams);
  const { rows, next } = await api.register.list(filter);
  const address = (before?: string) =>
    new URLSearchParams(
      Object.entries({ ...filter, before }).filter((one): one is [string, string] => !!one[1]),
    );
  return (
    <>
      <PageTitle
        title="Who uses national health data, and what for"
        lead="Every licence that is or was in force: licensee, dataset, purpose, commercial model, from when to when."
      />
      <div className="split split-left">
        <Filters filter={filter} />
        <div>
          <Entries rows={rows} />
          <NextPage href={next && `/register?${address(next)}`} />
          <p className="no-print">
            <a href={`/register/register.csv?${address()}`}>Download these as CSV</a>
          </p>
          <p className="text-ink-2">
            Prices are agreed between the parties and are not published; the model is. Purpose and benefit are
            in the words of the applicant. Where they are missing, the application was made before its form
            said that they would be published.
          </p>
        </div>
      </div>
    </>
  );
}

const Filters = ({ filter }: { filter: RegisterFilter }) => (
  <form>
    {filter.dataset && <input type="hidden" name="dataset" value={filter.dataset} />}
    <Field name="q" label="Licensee, project or dataset">
      <input name="q" defaultValue={filter.q} />
    </Field>
    <Field name="kind" label="Commercial model">
      <select name="kind" defaultValue={filter.kind ?? ""}>
        <option value="">Any</option>
        {kindsInOrder.map((kind) => (
          <option key={kind} value={kind}>
            {modelFace[kind].number} {modelFace[kind].title}
          </option>
        ))}
      </select>
    </Field>
    <Field name="state" label="State">
      <select name="state" defaultValue={filter.state ?? ""}>
        <option value="">Any</option>
        <option value="current">In force, suspended or still to start</option>
        <option value="ended">Ended</option>
      </select>
    </Field>
    <Button kind="secondary">Show these</Button>
    {Object.values(filter).some(Boolean) && (
      <p className="mt-3">
        <Link href="/register">Show all</Link>
      </p>
    )}
  </form>
);

const Entries = ({ rows }: { rows: AppOutputs["register"]["list"]["rows"] }) => (
  <Table
    caption="Licences, newest first"
    hideCaption
    rows={rows}
    rowKey={({ reference }) => reference}
    empty={<EmptyState title="No licence like that">Leave out a filter to see more.</EmptyState>}
    columns={[
      {
        header: "Project",
        cell: ({ reference, title }) => (
          <>
            <Link href={`/register/${reference}`}>{title}</Link>
            <span className="block text-[0.9375rem] text-ink-2">{reference}</span>
          </>
        ),
      },
      { header: "Licensee", cell: ({ licensee }) => licensee },
      {
        header: "Dataset",
        cell: ({ dataset }) => <Link href={`/datasets/${dataset.slug}`}>{dataset.title}</Link>,
      },
      { header: "Model", cell: ({ kind }) => <ModelBadge kind={kind} /> },
      { header: "From", cell: ({ startsOn }) => <Day date={startsOn} /> },
      { header: "To", cell: ({ lastDay }) => <Day date={lastDay} /> },
      { header: "State", cell: ({ state }) => capitalised(state) },
    ]}
  />
);
