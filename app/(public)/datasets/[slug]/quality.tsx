import { Day } from "#app/_components/money.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import { missingFields, qualityBandOf, qualityWords, weighedFields } from "#server/catalogue/completeness.ts";
import { describe } from "#server/catalogue/description.ts";
import type { Dataset } from "./dataset.ts";

const toneOfBand = {
  platinum: "good",
  gold: "good",
  silver: "info",
  bronze: "wait",
  not_rated: "neutral",
} as const;

/** How complete its description is, how that was calculated, what is missing, and how others rated it. */
export function Quality({ dataset }: { dataset: Dataset }) {
  const what = { description: describe(dataset, dataset.custodian), columns: dataset.columns.count };
  const missing = missingFields(what);
  const band = qualityBandOf(dataset.completenessBp);
  return (
    <section aria-labelledby="quality">
      <h2 id="quality">How well is it described?</h2>
      <p>
        <StatusTag tone={toneOfBand[band]}>{qualityWords[band]}</StatusTag>{" "}
        <strong>{Math.floor(dataset.completenessBp / 100)}%</strong> of the description is filled in, by the
        weights that the national gateway published. This rates the description, not the data.
      </p>
      {missing.length > 0 && (
        <p>
          Missing, the weightiest first:{" "}
          {missing
            .slice(0, 8)
            .map(({ field }) => (field === field.toUpperCase() ? field : field.toLowerCase()))
            .join(", ")}
          {missing.length > 8 && ` and ${missing.length - 8} more`}.
        </p>
      )}
      <details className="!max-w-none">
        <summary>How the share was formed</summary>
        <Table
          caption="Weights of the description"
          hideCaption
          rows={groupsOf(what)}
          rowKey={({ group }) => group}
          columns={[
            { header: "Part", cell: ({ group }) => group },
            { header: "Filled in", amount: true, cell: ({ filled, weight }) => `${filled} of ${weight}` },
            { header: "Missing", cell: ({ missing: fields }) => fields.join(", ") || "nothing" },
          ]}
        />
      </details>
      <Ratings ratings={dataset.ratings} />
    </section>
  );
}

function groupsOf(what: Parameters<typeof missingFields>[0]) {
  const groups = new Map<string, { group: string; filled: number; weight: number; missing: string[] }>();
  for (const { group, field, weight, says } of weighedFields) {
    const found = groups.get(group) ?? { group, filled: 0, weight: 0, missing: [] };
    const filled = says(what);
    groups.set(group, {
      ...found,
      filled: found.filled + (filled ? weight : 0),
      weight: found.weight + weight,
      missing: filled ? found.missing : [...found.missing, field],
    });
  }
  return [...groups.values()];
}

const Ratings = ({ ratings }: { ratings: Dataset["ratings"] }) =>
  ratings.length > 0 && (
    <>
      <h3>How others rated it</h3>
      <Table
        caption="Ratings"
        hideCaption
        rows={ratings}
        rowKey={({ source, dimension }) => `${source} ${dimension}`}
        columns={[
          { header: "What was rated", cell: ({ dimension }) => inWords(dimension) },
          { header: "Rating", cell: ({ rating }) => rating },
          {
            header: "Score",
            amount: true,
            cell: ({ scoreBp }) => (scoreBp === null ? "" : `${scoreBp / 100}%`),
          },
          { header: "By", cell: ({ source }) => source },
          { header: "On", cell: ({ asOf }) => <Day date={asOf} /> },
        ]}
      />
    </>
  );

const inWords = (dimension: string) => {
  const words = dimension.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};
