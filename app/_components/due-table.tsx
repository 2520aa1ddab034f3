import Link from "next/link";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { addDays, civil, daysBetween, withDates } from "#server/lib/dates.ts";
import { capitalised, counted, lowered } from "#server/lib/words.ts";
import type { DueFilter } from "#server/licensing/daily/due-filter.ts";
import { isStated } from "#server/licensing/settlement/promises.ts";
import { EmptyState, NextPage, Tabs, Warning } from "./layout-parts.tsx";
import { Day, Money } from "./money.tsx";
import { StatusTag } from "./status-tag.tsx";
import { Table } from "./table.tsx";

type Due = AppOutputs["licensing"]["obligationsDue"];
type Row = Due["rows"][number];

/** What is due as licensees and the NHS see it: from whom, of which period, since when, and what was billed meanwhile. */
export function DueTable({
  path,
  filter,
  due: { rows, kinds, next, unsettled },
  today,
  withLicensee,
}: {
  path: string;
  filter: DueFilter;
  due: Due;
  today: string;
  withLicensee: boolean;
}) {
  const address = (more: Partial<DueFilter>) => {
    const parameters = new URLSearchParams(
      Object.entries(more).filter((one): one is [string, string] => !!one[1]),
    );
    return parameters.size ? `${path}?${parameters}` : path;
  };
  const all = kinds.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <StillToCome licences={unsettled} />
      {kinds.length > 0 && (
        <Tabs
          label="Which kind"
          current={address({ kind: filter.kind })}
          items={[
            { href: path, label: `All (${all})` },
            ...kinds.map(({ kind, count }) => ({
              href: address({ kind }),
              label: `${kindWords(kind)} (${count})`,
            })),
          ]}
        />
      )}
      <Table
        caption="What is due, the longest overdue first"
        hideCaption
        rows={rows}
        rowKey={({ licence, key }) => `${licence} ${key}`}
        empty={<EmptyState title={filter.which === "late" ? "Nothing is late" : "Nothing is due"} />}
        columns={[
          {
            header: "What",
            cell: ({ description, organisation }) =>
              withLicensee
                ? `${organisation} owes its ${lowered(withDates(description))}.`
                : withDates(description),
          },
          ...(withLicensee ? [{ header: "Licensee", cell: (row: Row) => row.organisation }] : []),
          {
            header: "Licence",
            cell: ({ licence, title }) => (
              <>
                <Link href={`/licences/${licence}`}>{licence}</Link>{" "}
                <span className="inline-block min-w-40 [overflow-wrap:anywhere]">{title}</span>
              </>
            ),
          },
          { header: "Period", cell: ({ period }) => (period ? <Stated period={period} /> : "–") },
          { header: "Due", cell: ({ due }) => <Day date={due} /> },
          { header: "Stands", cell: ({ due }) => <Overdue due={due} today={today} /> },
          {
            header: "Estimate billed",
            amount: true,
            cell: ({ estimatedPence }) => (estimatedPence === null ? "–" : <Money pence={estimatedPence} />),
          },
        ]}
      />
      <NextPage href={next && address({ kind: filter.kind, after: next })} />
    </>
  );
}

const Stated = ({ period: { from, to } }: { period: NonNullable<Row["period"]> }) => (
  <>
    <Day date={from} /> to <Day date={addDays(civil(to), -1)} />
  </>
);

function Overdue({ due, today }: { due: string; today: string }) {
  const days = daysBetween(civil(due), civil(today));
  const count = counted(Math.abs(days), "day");
  return days > 0 ? (
    <StatusTag tone="bad">{`${count} late`}</StatusTag>
  ) : (
    <StatusTag tone="neutral">{days === 0 ? "today" : `in ${count}`}</StatusTag>
  );
}

/**
 * "Partner VAT invoice" from "partner_vat_invoice": every model names its promises itself. What is kept by a statement is
 * called one: "Royalty statement" from "royalty_report".
 */
export const kindWords = (kind: string) =>
  capitalised(
    (isStated({ kind }) ? kind.replace(/report$/, "statement") : kind)
      .replaceAll("_", " ")
      .replace("vat", "VAT"),
  );

/** After an upgrade, until the first run has come to every licence. */
export const StillToCome = ({ licences }: { licences: number }) =>
  licences > 0 && (
    <Warning>
      {licences === 1 ? "One licence is" : `${licences} licences are`} being settled anew after an upgrade.
      What is due under {licences === 1 ? "it" : "them"} will be listed within the hour.
    </Warning>
  );
