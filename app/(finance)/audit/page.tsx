import type { Metadata } from "next";
import { Button, ButtonLink } from "#app/_components/button.tsx";
import { Field } from "#app/_components/field.tsx";
import { EmptyState, NextPage, Notice, PageTitle, Warning } from "#app/_components/layout-parts.tsx";
import { Table } from "#app/_components/table.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import { counted } from "#server/lib/words.ts";
import { type TrailFilter, trailFilter } from "#server/reporting/dashboards/trail-filter.ts";

export const metadata: Metadata = { title: "Audit" };

type Trail = AppOutputs["reporting"]["auditTrail"];

export default async function AuditPage({ searchParams }: PageProps<"/audit">) {
  const asked = Object.fromEntries(
    Object.entries(await searchParams).filter(([, value]) => typeof value === "string" && value !== ""),
  );
  const filter = trailFilter.parse(asked);
  const { rows, next, types } = await api.reporting.auditTrail(filter);
  const checked = asked.verify === "1" ? await api.reporting.verify() : null;
  return (
    <>
      <PageTitle
        title="Who did what, and when"
        lead="Every event carries the fingerprint of the one before it."
      />
      {checked ? (
        <Verified report={checked} />
      ) : (
        <div className="actions">
          <ButtonLink kind="secondary" href="/audit?verify=1">
            Verify everything now
          </ButtonLink>
          <span>Recomputes the sums, the signatures and the chains of events from the records.</span>
        </div>
      )}
      <div className="split split-left">
        <Filters filter={filter} types={types} />
        <div>
          <Events rows={rows} />
          <NextPage
            href={
              next ? `/audit?${new URLSearchParams({ ...withoutPage(asked), before: String(next) })}` : null
            }
          />
        </div>
      </div>
    </>
  );
}

function withoutPage(asked: Record<string, string | string[] | undefined>): Record<string, string> {
  const { verify: _verify, before: _before, ...rest } = asked;
  return rest as Record<string, string>;
}

const Filters = ({ filter, types }: { filter: TrailFilter; types: readonly string[] }) => (
  <form>
    <Field name="type" label="What happened">
      <select name="type" defaultValue={filter.type ?? ""}>
        <option value="">Anything</option>
        {types.map((type) => (
          <option key={type} value={type}>
            {inWords(type)}
          </option>
        ))}
      </select>
    </Field>
    <Field name="subject" label="To what" hint="A reference or number, like INV-000001">
      <input name="subject" defaultValue={filter.subject} />
    </Field>
    <Field name="actor" label="By whom" hint="The full name">
      <input name="actor" defaultValue={filter.actor} />
    </Field>
    <Field name="from" label="From">
      <input type="date" name="from" defaultValue={filter.from} />
    </Field>
    <Field name="to" label="Up to and including">
      <input type="date" name="to" defaultValue={filter.to} />
    </Field>
    <Button kind="secondary">Show these</Button>
  </form>
);

const Events = ({ rows }: { rows: Trail["rows"] }) => (
  <Table
    caption="Events, newest first"
    rows={rows}
    rowKey={({ id }) => String(id)}
    empty={<EmptyState title="No such event">Leave out a filter to see more.</EmptyState>}
    columns={[
      {
        header: "When",
        cell: ({ at, businessDate }) => (
          <>
            <time dateTime={at.toISOString()}>{instant.format(at)}</time>
            <span className="block text-[0.9375rem] text-ink-2">for {businessDate}</span>
          </>
        ),
      },
      { header: "Who", cell: ({ actorName }) => actorName },
      {
        header: "What",
        cell: ({ type, subject, organisation }) => (
          <>
            {inWords(type)} <strong>{subject}</strong>
            {organisation && <span className="block text-[0.9375rem] text-ink-2">{organisation}</span>}
          </>
        ),
      },
      {
        header: "Details",
        cell: ({ facts, sequence, hash }) => (
          <details>
            <summary>
              {counted(Object.keys(facts).length, "fact")}
              <span className="sr-only"> of event {sequence}</span>
            </summary>
            <dl>
              {Object.entries(facts).map(([name, value]) => (
                <div key={name} className="contents">
                  <dt>{name}</dt>
                  <dd className="break-all">{String(value)}</dd>
                </div>
              ))}
              <dt>fingerprint</dt>
              <dd className="break-all">{hash}</dd>
            </dl>
          </details>
        ),
      },
    ]}
  />
);

function Verified({ report: { ok, checks } }: { report: AppOutputs["reporting"]["verify"] }) {
  const broken = checks.filter((check) => !check.ok);
  return (
    <section className="mb-8">
      {ok ? (
        <Notice>All {checks.length} checks hold.</Notice>
      ) : (
        <Warning>
          {broken.length} of {checks.length} checks do not hold. Do not change anything; keep a copy of the
          database.
        </Warning>
      )}
      <Table
        caption="What was checked"
        rows={[...broken, ...checks.filter((check) => check.ok)]}
        rowKey={({ name }) => name}
        columns={[
          { header: "What must be true", cell: ({ name }) => name },
          { header: "Checked", amount: true, cell: ({ counted }) => counted },
          {
            header: "Found",
            cell: ({ ok: holds, found, problems }) =>
              holds ? (
                "holds"
              ) : (
                <>
                  <strong className="text-error">{found} wrong</strong>
                  <ul>
                    {problems.map((problem) => (
                      <li key={problem}>{problem}</li>
                    ))}
                  </ul>
                </>
              ),
          },
        ]}
      />
    </section>
  );
}

/** "document.issued" reads "Document issued". */
const inWords = (type: string) => {
  const words = type.replace(".", " ").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const instant = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  dateStyle: "medium",
  timeStyle: "short",
});
