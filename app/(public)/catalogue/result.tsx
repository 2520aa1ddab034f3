import Link from "next/link";
import { NineStrip } from "#app/_components/nine.tsx";
import { StatusTag, type Tone } from "#app/_components/status-tag.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { type Licensable, licensableWords } from "#server/catalogue/description.ts";
import type { Tariff } from "#server/quoting/tariff.ts";
import { CompareTick } from "./compare-tray.tsx";
import { Least } from "./least.tsx";

export const toneOfUse: Record<Licensable, Tone> = {
  licensable: "good",
  needs_decision: "wait",
  not_licensable: "bad",
  proposed: "neutral",
};

/** One dataset in the list: what it is, how big, how far back, and what may be done with it. */
export function Result({
  row,
  tariff,
}: {
  row: AppOutputs["catalogue"]["search"]["rows"][number];
  tariff: Tariff | null;
}) {
  return (
    <li className="grid gap-x-8 gap-y-3 border-b border-line py-5 lg:grid-cols-[1fr_15.5rem]">
      <div>
        <h2 className="!mt-0 !mb-1">
          <Link href={`/datasets/${row.slug}`} className="no-underline hover:underline">
            {row.title}
          </Link>
        </h2>
        <p className="mb-2 text-ink-2">
          {row.custodian} ·{" "}
          {row.refresh === "Not stated" ? "refresh not stated" : `refresh ${row.refresh.toLowerCase()}`}
          {row.lag !== "Not stated" && `, ${row.lag.toLowerCase()} behind`}
        </p>
        <p className="mb-2">{row.summary}</p>
        <ul className="mb-2 flex !max-w-none list-none flex-wrap gap-x-6 p-0 text-[0.9375rem]">
          <li>
            <strong>{row.periodFrom ? row.periodFrom.slice(0, 4) : "period not stated"}</strong>
            {row.periodFrom && ` to ${row.periodTo ? row.periodTo.slice(0, 4) : "today"}`}
          </li>
          {row.populationNote !== "" && row.populationNote !== "Not stated" && <li>{row.populationNote}</li>}
          {row.columns > 0 && (
            <li>
              <strong>{row.columns.toLocaleString("en-GB")}</strong>{" "}
              {row.columns === 1 ? "column" : "columns"}
            </li>
          )}
          {row.linkable > 0 && (
            <li>
              linkable with <strong>{row.linkable}</strong>
            </li>
          )}
        </ul>
        <StatusTag tone={toneOfUse[row.licensable]}>{licensableWords[row.licensable]}</StatusTag>
      </div>
      <div>
        <NineStrip standings={row.standings} />
        {row.cheapest && <Least {...row.cheapest} tariff={tariff} />}
        <p className="mt-2 mb-0 text-[0.9375rem]">
          <Link href={`/simulator?dataset=${row.slug}`} prefetch={false}>
            Simulate<span className="sr-only"> {row.title}</span>
          </Link>{" "}
          ·{" "}
          <Link href={`/shortlist?add=${row.slug}`} prefetch={false}>
            Shortlist<span className="sr-only"> {row.title}</span>
          </Link>{" "}
          · <CompareTick slug={row.slug} title={row.title} />
        </p>
      </div>
    </li>
  );
}
