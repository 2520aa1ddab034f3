import Link from "next/link";
import { Form } from "#app/_components/form.tsx";
import { modelFace } from "#app/_components/models.ts";
import { NineStrip } from "#app/_components/nine.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import { may } from "#app/_trpc/may.ts";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { Least } from "#app/(public)/catalogue/least.tsx";
import { toneOfUse } from "#app/(public)/catalogue/result.tsx";
import { licensableWords } from "#server/catalogue/description.ts";
import { standingsOf } from "#server/pricing/standings.ts";
import type { Tariff } from "#server/quoting/tariff.ts";
import { removeFromShortlist } from "./actions.ts";

type Viewer = AppOutputs["access"]["viewer"];
type Item = AppOutputs["shortlist"]["list"][number];

const day = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", dateStyle: "long" });

/** One dataset on the shortlist: who put it there and why, where it stands today, and what may be done next. */
export const ShortlistItem = ({
  item,
  formId,
  person,
  tariff,
}: {
  item: Item;
  formId: string;
  person: Viewer;
  tariff: Tariff | null;
}) => (
  <li className="grid gap-x-8 gap-y-3 border-b border-line py-5 lg:grid-cols-[1fr_17rem]">
    <div>
      <div className="flex items-start gap-3">
        <input
          type="checkbox"
          form={formId}
          name="set"
          value={item.slug}
          id={`tick-${item.slug}`}
          aria-label={`Choose ${item.title}`}
        />
        <h2 className="!mt-0 !mb-1">
          <Link href={`/datasets/${item.slug}`}>{item.title}</Link>
        </h2>
      </div>
      <p className="mb-2 text-ink-2">
        {item.custodian} · added by {item.addedByName},{" "}
        <time dateTime={item.addedAt.toISOString()}>{day.format(item.addedAt)}</time>
      </p>
      {item.note && <p className="mb-2 whitespace-pre-line">{item.note}</p>}
      {item.retiredReason === null ? (
        <StatusTag tone={toneOfUse[item.licensable]}>{licensableWords[item.licensable]}</StatusTag>
      ) : (
        <p className="mb-0">
          <StatusTag tone="bad">Retired</StatusTag> {item.retiredReason}
        </p>
      )}
      <div className="no-print mt-3 flex flex-wrap items-baseline gap-x-6">
        <Link href={`/shortlist?${new URLSearchParams({ edit: item.slug })}`}>
          {item.note ? "Change the note" : "Write a note"}
          <span className="sr-only"> on {item.title}</span>
        </Link>
        <Form
          action={removeFromShortlist}
          kind="secondary"
          fields={{ slug: item.slug }}
          submit={
            <>
              Take off<span className="sr-only">: {item.title}</span>
            </>
          }
        />
      </div>
    </div>
    <div>
      <NineStrip standings={standingsOf(item.offers)} />
      {item.least && <Least {...item.least} first={item.least.firstYear} tariff={tariff} />}
      {may(person, "application.write") && <Apply item={item} />}
    </div>
  </li>
);

/** One link a model that it is on offer under; what it costs stands beside. */
function Apply({ item }: { item: Item }) {
  const open = item.offers.filter(({ standing }) => standing !== "not");
  if (open.length === 0)
    return (
      <p className="no-print mt-3 mb-0">
        <Link href={`/datasets/${item.slug}/enquiry`}>
          Ask the custodian<span className="sr-only"> about {item.title}</span>
        </Link>
      </p>
    );
  return (
    <details className="no-print mt-3">
      <summary>
        Apply<span className="sr-only"> for {item.title}</span>
      </summary>
      <ul className="mt-1 !max-w-none list-none p-0">
        {open.map(({ kind, headline }) => (
          <li key={kind} className="mb-2">
            <Link href={`/applications/new?${new URLSearchParams({ dataset: item.slug, model: kind })}`}>
              {modelFace[kind].title}
              <span className="sr-only"> for {item.title}</span>
            </Link>
            <span className="block text-[0.9375rem] text-ink-2">{headline}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
