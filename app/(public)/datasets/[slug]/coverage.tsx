import { Day } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import { installation } from "#app/_trpc/viewer.ts";
import { type Drawn, onOneAxis, spanOf } from "#server/catalogue/dataset/periods.ts";
import type { Dataset } from "./dataset.ts";

const mostDrawn = 30;

/** What the dataset covers and what those cover that it can be linked with, on one axis of years; the days in a table below. */
export async function Coverage({ dataset }: { dataset: Dataset }) {
  const { businessDate } = await installation();
  const sets = [
    { ...dataset, own: true },
    ...dataset.links.slice(0, mostDrawn).map((link) => ({ ...link, own: false })),
  ];
  const axis = onOneAxis(sets.map((set) => spanOf(set, businessDate)));
  if (!axis)
    return (
      <section aria-labelledby="coverage">
        <h2 id="coverage">Which years does it cover?</h2>
        <p>Not stated.</p>
      </section>
    );
  return (
    <section aria-labelledby="coverage">
      <h2 id="coverage">Which years does it cover?</h2>
      <figure className="mb-6">
        <figcaption className="mb-2 text-ink-2">
          {dataset.links.length === 0
            ? "This set, by year"
            : `This dataset, and ${dataset.links.length > mostDrawn ? `the first ${mostDrawn} of ${dataset.links.length}` : "those"} that it can be linked with`}
        </figcaption>
        <div aria-hidden="true">
          {sets.map((set, index) => (
            <div
              key={set.slug}
              className="items-center gap-x-4 border-t border-line py-1 sm:grid sm:grid-cols-[17rem_1fr]"
            >
              <div className={`text-[0.9375rem] leading-tight ${set.own ? "font-semibold" : "text-ink-2"}`}>
                {set.title}
              </div>
              <Bar drawn={axis.drawn[index] ?? null} own={set.own} open={set.periodTo === null} />
            </div>
          ))}
          <div className="gap-x-4 border-t border-ink-2 sm:grid sm:grid-cols-[17rem_1fr]">
            <div />
            <div className="flex justify-between text-sm text-ink-2">
              <span>{axis.firstYear}</span>
              <span>{axis.lastYear}</span>
            </div>
          </div>
        </div>
        <details className="!max-w-none">
          <summary>Show the periods as a table</summary>
          <Table
            caption="Periods covered"
            hideCaption
            rows={sets}
            rowKey={({ slug }) => slug}
            columns={[
              { header: "Dataset", cell: ({ title }) => title },
              {
                header: "From",
                cell: ({ periodFrom }) => (periodFrom ? <Day date={periodFrom} /> : "Not stated"),
              },
              {
                header: "To",
                cell: ({ periodTo }) => (periodTo ? <Day date={periodTo} /> : "Today, and growing"),
              },
            ]}
          />
        </details>
      </figure>
    </section>
  );
}

/** Its place among the years; a dataset that still grows has an open end. */
const Bar = ({ drawn, own, open }: { drawn: Drawn | null; own: boolean; open: boolean }) =>
  drawn ? (
    <svg width="100%" height="14" role="presentation" focusable="false">
      <rect width="100%" height="14" fill="var(--wash)" />
      <rect
        className="bar"
        x={percent(drawn.left)}
        width={percent(drawn.width)}
        y={own ? "0" : "3"}
        height={own ? "14" : "8"}
        fill={own ? "#005eb8" : "var(--ink-2)"}
      />
      {!open && <rect x={percent(drawn.left + drawn.width - 40)} width="3" height="14" fill="var(--ink)" />}
    </svg>
  ) : (
    <span className="text-sm text-ink-2">not stated</span>
  );

// A length on a screen in hundredths of a per cent.
const percent = (hundredths: number) => `${hundredths / 100}%`;
