import { ButtonLink } from "#app/_components/button.tsx";
import { modelFace, policyWords } from "#app/_components/models.ts";
import { ModelNumber } from "#app/_components/nine.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { labelOf, termsInWords } from "#server/licensing/contract/terms-in-words.ts";
import { reachInWords } from "#server/pricing/reach.ts";
import { inUnit, type Policy } from "#server/pricing/rules.ts";

const toneOfPolicy = { routine: "info", needs_approval: "wait", needs_board: "bad" } as const;

/** One model on this dataset: what it costs, what is agreed with it, how far it may be negotiated, or why it is not on offer. */
export function PriceCard({
  price,
  slug,
  policy,
  mayApply,
}: {
  price: AppOutputs["catalogue"]["bySlug"]["prices"][number];
  slug: string;
  policy: Policy;
  mayApply: boolean;
}) {
  const { kind, standing, terms, limits, barred } = price;
  const face = modelFace[kind];
  return (
    <section
      className="flex flex-col rounded-md border border-line border-t-[5px] p-4"
      style={{ borderTopColor: standing === "not" ? undefined : face.colour }}
      aria-labelledby={`model-${kind}`}
    >
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <ModelNumber kind={kind} />
        <h3 id={`model-${kind}`} className="!my-0 flex-1">
          {face.title}
        </h3>
        {standing !== "not" && <StatusTag tone={toneOfPolicy[policy]}>{policyWords[policy]}</StatusTag>}
      </div>
      {standing === "not" || !terms ? (
        <p className="mb-0 text-ink-2">Not on offer. {price.reason}</p>
      ) : (
        <>
          <p className="mb-1 text-[1.1875rem] font-semibold">{price.headline}</p>
          <p className="mb-2 text-[0.9375rem] text-ink-2">{reachInWords(price)}</p>
          {price.reason && <p className="mb-2 text-ink-2">{price.reason}</p>}
          <details className="mb-3">
            <summary>Standard terms</summary>
            <dl className="mt-2 block text-[0.9375rem]">
              {termsInWords(terms).map(({ label, value }) => (
                <div key={label} className="mb-1">
                  <dt className="inline text-ink-2">{label}: </dt>
                  <dd className="inline">
                    {value.replaceAll("{start}+", "start + ").replaceAll("{start}", "the start")}
                  </dd>
                </div>
              ))}
            </dl>
            {Object.keys(limits).length > 0 && (
              <ul className="mt-2 text-[0.9375rem]">
                {Object.entries(limits).map(([path, { minimum, maximum }]) => (
                  <li key={path}>
                    {labelOf(path.split(".").at(-1)!)} may be agreed from {inUnit(path, minimum)} to{" "}
                    {inUnit(path, maximum)}
                  </li>
                ))}
              </ul>
            )}
          </details>
          {barred === null && mayApply && (
            <div className="no-print mt-auto">
              <ButtonLink href={`/applications/new?dataset=${slug}&model=${kind}`} kind="secondary">
                Apply under this model
                <span className="sr-only"> {face.title}</span>
              </ButtonLink>
            </div>
          )}
          {barred !== null && (
            <p className="mt-auto mb-0 border-l-4 border-wait pl-3 text-[0.9375rem]">
              <strong>Not on offer today.</strong> {barred}
            </p>
          )}
        </>
      )}
    </section>
  );
}
