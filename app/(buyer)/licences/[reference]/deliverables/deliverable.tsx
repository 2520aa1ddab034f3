import { Facts } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { formatDate } from "#server/lib/dates.ts";
import { percent } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";
import { Findings } from "./findings.tsx";
import { anchorOf, stateWords, toneOf } from "./words.ts";

type One = AppOutputs["licensing"]["deliverables"]["deliverables"][number];

/** One deliverable: what is asked for, what it is worth, what being late costs, and everything that was handed in. */
export const Deliverable = ({ reference, one, isOver }: { reference: string; one: One; isOver: boolean }) => (
  <section id={anchorOf(one.name)} className="mt-8 border-t-2 border-ink pt-4">
    <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
      <h2 className="!m-0">{one.name}</h2>
      <StatusTag tone={toneOf[one.state]}>{stateWords[one.state]}</StatusTag>
    </div>
    <Facts
      items={[
        [
          "What is asked for",
          <ul key="asked" className="!m-0 list-none !p-0">
            {one.asked.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>,
        ],
        ["Due", <DueWords key="due" one={one} />],
        [
          "Value",
          <span key="value">
            <Money pence={one.net} /> without VAT, {percent(one.weightBp)} of the whole
          </span>,
        ],
        ["Answer", `The NHS answers within ${counted(one.acceptanceDays, "day")} of handing in`],
        ["Damages", <Damages key="damages" one={one} isOver={isOver} />],
        ...(one.feeAlone
          ? [
              [
                isOver ? "Its part of the fee" : "Fee if only this fails",
                <Consequence key="fee" what={one.feeAlone} />,
              ] as const,
            ]
          : []),
      ]}
    />
    {one.history.length === 0 ? (
      <p>Nothing was handed in{isOver ? "." : " yet."}</p>
    ) : (
      <ol className="!max-w-none list-none !p-0">
        {one.history.toReversed().map((fact) => (
          <li key={fact.factId} className="mb-4 border-l-2 border-line pl-4">
            <p className="mb-1">
              <strong>{saidWords[fact.kind]}</strong> on <Day date={fact.on} /> by {fact.by}
              {fact.reason && <>: {fact.reason}</>}
            </p>
            {fact.file && <Findings reference={reference} file={fact.file} />}
            {fact.kind === "submitted" && !fact.file && (
              <p className="mb-0 text-ink-2">Without a file here</p>
            )}
          </li>
        ))}
      </ol>
    )}
  </section>
);

const saidWords: Record<string, string> = {
  submitted: "Handed in",
  accepted: "Accepted",
  rejected: "Rejected",
};

const DueWords = ({ one: { due, acceptedOn, daysLate } }: { one: One }) => (
  <>
    <Day date={due} />
    {acceptedOn && `, accepted on ${formatDate(acceptedOn)}`}
    {daysLate > 0 && `, ${counted(daysLate, "day")} late`}
  </>
);

function Damages({ one, isOver }: { one: One; isOver: boolean }) {
  const { damagesSoFar, damagesAtStop, acceptedOn } = one;
  if (!damagesSoFar && !damagesAtStop) return "None";
  return (
    <>
      {damagesSoFar ? (
        <span className="block">
          <Consequence what={damagesSoFar} /> {acceptedOn || isOver ? "" : "if it is accepted today"}
        </span>
      ) : (
        <span className="block">None so far</span>
      )}
      {!isOver && damagesAtStop && (
        <span className="block">
          <Consequence what={damagesAtStop} /> on <Day date={damagesAtStop.on} />, if it is never accepted
        </span>
      )}
    </>
  );
}

const Consequence = ({ what: { net, lines } }: { what: NonNullable<One["feeAlone"]> }) => (
  <>
    <Money pence={net} />
    <span className="text-[0.9375rem] text-ink-2"> ({lines.map(({ workings }) => workings).join("; ")})</span>
  </>
);
