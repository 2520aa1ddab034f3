import { Table } from "#app/_components/table.tsx";
import type { Difference } from "#server/catalogue/difference.ts";

/** What changes, field by field, before and after. */
export const Differences = ({
  caption,
  rows,
  before = "Published now",
  after = "In the draft",
}: {
  caption: string;
  rows: readonly Difference[];
  before?: string;
  after?: string;
}) => (
  <Table
    caption={caption}
    rows={rows}
    rowKey={({ field }) => field}
    empty={<p>The draft says the same as the published version.</p>}
    columns={[
      { header: "Field", cell: ({ label }) => label },
      { header: before, cell: ({ before: said }) => <Said words={said} /> },
      { header: after, cell: ({ after: says }) => <Said words={says} /> },
    ]}
  />
);

const Said = ({ words }: { words: string }) =>
  words ? (
    <span className="break-words whitespace-pre-line">{words}</span>
  ) : (
    <span className="text-ink-2">nothing</span>
  );
