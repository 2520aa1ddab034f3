import type { Metadata } from "next";
import Link from "next/link";
import { Button, ButtonLink } from "#app/_components/button.tsx";
import { Field } from "#app/_components/field.tsx";
import { EmptyState, NextPage, Notice, PageTitle, Warning } from "#app/_components/layout-parts.tsx";
import { Table } from "#app/_components/table.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import { formatDate, formatDateShort, londonDate } from "#server/lib/dates.ts";
import { type TrailFilter, trailFilter } from "#server/reporting/dashboards/trail-filter.ts";
import { eventTypes, saidOf, type TrailKind, trailKinds } from "#server/reporting/dashboards/trail-words.ts";

export const metadata: Metadata = { title: "Audit" };

type Trail = AppOutputs["reporting"]["auditTrail"];

export default async function AuditPage({ searchParams }: PageProps<"/audit">) {
  const asked = Object.fromEntries(
    Object.entries(await searchParams).filter(([, value]) => typeof value === "string" && value !== ""),
  );
  const filter = trailFilter.parse(asked);
  const { rows, next } = await api.reporting.auditTrail(filter);
  const checked = asked.verify === "1" ? await api.reporting.verify() : null;
  return (
    <>
      <PageTitle
        title={filter.about ? `What happened to ${filter.about}` : "Who did what, and when"}
        lead={
          filter.about
            ? "The whole deal: questions, application, offers, approvals, signatures, reports, documents, receipts, and who was told."
            : "Every event carries the fingerprint of the one before it."
        }
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
        <Filters filter={filter} />
        <div>
          <Events rows={rows} />
          <NextPage
            href={next ? `/audit?${new URLSearchParams({ ...withoutPage(asked), before: next })}` : null}
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

const Filters = ({ filter }: { filter: TrailFilter }) => (
  <form>
    <Field
      name="about"
      label="About"
      hint="A licence, offer, application, invoice, receipt or organisation, like HDL-2026-0001: shows its whole deal"
    >
      <input name="about" defaultValue={filter.about} />
    </Field>
    <Field name="kind" label="Kind" hint="Signing in and confirming stand under people and access">
      <select name="kind" defaultValue={filter.kind ?? ""}>
        <option value="">All but signing in</option>
        {Object.entries(trailKinds).map(([kind, title]) => (
          <option key={kind} value={kind}>
            {title}
          </option>
        ))}
        <option value="everything">Everything</option>
      </select>
    </Field>
    <Field name="type" label="What happened">
      <select name="type" defaultValue={filter.type ?? ""}>
        <option value="">Anything</option>
        {(Object.keys(trailKinds) as TrailKind[]).map((kind) => (
          <optgroup key={kind} label={trailKinds[kind]}>
            {eventTypes
              .filter((one) => one.kind === kind)
              .map(({ type, title }) => (
                <option key={type} value={type}>
                  {title}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
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
    caption="What happened, newest first"
    rows={rows}
    rowKey={({ key }) => key}
    empty={<EmptyState title="No such event">Leave out a filter to see more.</EmptyState>}
    columns={[
      {
        header: "When",
        cell: ({ at, businessDate }) => (
          <>
            <time dateTime={at.toISOString()} className="whitespace-nowrap">
              {formatDateShort(londonDate(at))}, {clock.format(at)}
            </time>
            {businessDate !== londonDate(at) && (
              <span className="block text-[0.9375rem] text-ink-2">for {formatDate(businessDate)}</span>
            )}
          </>
        ),
      },
      {
        header: "What",
        cell: (row) => (
          <>
            <span className="block min-w-64 [overflow-wrap:anywhere]">
              <Said row={row} />
            </span>
            {row.organisation && (
              <span className="block text-[0.9375rem] text-ink-2">{row.organisation}</span>
            )}
          </>
        ),
      },
      { header: "Evidence", cell: (row) => row.hash && <Evidence {...row} /> },
    ]}
  />
);

/** The sentence of an event, in which its record is a link where it has a page. */
function Said({ row }: { row: Trail["rows"][number] }) {
  const sentence = saidOf(row);
  const path = pageOf(row.subject);
  const [before, after] = path ? cutAt(sentence, row.subject) : [sentence];
  return (
    <>
      {before}
      {path && after !== undefined && (
        <>
          <Link href={path}>{row.subject}</Link>
          {after}
        </>
      )}
    </>
  );
}

function cutAt(text: string, word: string): [before: string, after?: string] {
  const at = text.indexOf(word);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + word.length)];
}

const pages: Readonly<Record<string, string>> = {
  APP: "/applications",
  OFR: "/offers",
  HDL: "/licences",
  INV: "/invoices",
  CN: "/invoices",
  RC: "/finance/receipts",
  QUO: "/quotes",
  ENQ: "/enquiries",
};

function pageOf(subject: string): string | null {
  const [, prefix] = /^([A-Z]{2,3})-[\d-]+$/.exec(subject) ?? [];
  const page = prefix && pages[prefix];
  return page ? `${page}/${subject}` : null;
}

/** By what it can be proved: its place in its chain, its fingerprint, and the fingerprints that it keeps. */
const Evidence = ({ sequence, hash, facts }: Trail["rows"][number]) => (
  <details>
    <summary>
      Place {sequence}
      <span className="sr-only"> in its chain, with its fingerprint</span>
    </summary>
    <dl>
      <dt>Fingerprint</dt>
      <dd className="break-all">{hash}</dd>
      {Object.entries(fingerprints).map(
        ([name, label]) =>
          typeof facts[name] === "string" && (
            <div key={name} className="contents">
              <dt>{label}</dt>
              <dd className="break-all">{facts[name]}</dd>
            </div>
          ),
      )}
    </dl>
  </details>
);

const fingerprints = { contractHash: "Contract", sha256: "What it is about", device: "Device" };

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

const clock = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", timeStyle: "short" });
