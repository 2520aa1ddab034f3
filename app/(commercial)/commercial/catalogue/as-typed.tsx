"use client";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { completenessBp, missingFields } from "#server/catalogue/completeness.ts";
import type { Description } from "#server/catalogue/description.ts";
import { patched, readTyped, type Typed, type TypedField } from "#server/catalogue/desk/field-text.ts";
import { ruleOf } from "#server/catalogue/use-terms.ts";
import { CompletenessBar } from "./completeness-bar.tsx";

type Draft = {
  description: Description;
  say: (typed: Typed) => void;
};
const DraftAsTyped = createContext<Draft | null>(null);

/**
 * What the draft would say with what is typed right now. Everything inside that shows completeness or the rule of the
 * terms follows the keys; without JavaScript it shows what was saved.
 */
export function AsTyped({
  saved,
  fields,
  children,
}: {
  saved: Description;
  fields: readonly TypedField[];
  children: ReactNode;
}) {
  const [typed, say] = useState<Typed | null>(null);
  const description = typed ? patched(saved, readTyped(fields, typed)) : saved;
  return <DraftAsTyped value={{ description, say }}>{children}</DraftAsTyped>;
}

/** Stands inside the form whose fields are followed. */
export function Listens() {
  const mark = useRef<HTMLSpanElement>(null);
  const say = useContext(DraftAsTyped)?.say;
  useEffect(() => {
    const form = mark.current?.closest("form");
    if (!form || !say) return;
    const listen = () => {
      const data = new FormData(form);
      say(
        Object.fromEntries(
          [...new Set(data.keys())].map((name) => [
            name,
            data.getAll(name).filter((value): value is string => typeof value === "string"),
          ]),
        ),
      );
    };
    form.addEventListener("input", listen);
    return () => form.removeEventListener("input", listen);
  }, [say]);
  return <span ref={mark} hidden />;
}

/** How complete it is, and the weightiest things that are missing. */
export function Completeness({ saved, columns }: { saved: Description; columns: number }) {
  const description = useContext(DraftAsTyped)?.description ?? saved;
  const before = completenessBp({ description: saved, columns });
  const now = completenessBp({ description, columns });
  const missing = missingFields({ description, columns });
  return (
    <>
      <p className="mb-2 text-[1.625rem] leading-tight font-semibold" role="status">
        {Math.floor(now / 100)}% complete
        {now !== before && (
          <span className="block text-[0.9375rem] font-normal text-ink-2">
            {Math.floor(before / 100)}% when it was last saved
          </span>
        )}
      </p>
      <CompletenessBar bp={now} />
      {missing.length === 0 ? (
        <p className="mt-3 mb-0">Nothing that is weighed is missing.</p>
      ) : (
        <>
          <p className="mt-3 mb-1 font-semibold">Missing, the weightiest first</p>
          <ul className="mb-2 list-none p-0 text-[0.9375rem]">
            {missing.slice(0, 10).map(({ field, weight }) => (
              <li key={field} className="flex justify-between gap-3">
                <span>{field}</span>
                <span className="text-ink-2">{weight} of 149</span>
              </li>
            ))}
          </ul>
          {missing.length > 10 && (
            <p className="mb-0 text-[0.9375rem] text-ink-2">and {missing.length - 10} more</p>
          )}
        </>
      )}
    </>
  );
}

/** What the ticked terms would allow. */
export function RuleNow({ saved }: { saved: Description }) {
  return <RuleInWords rule={ruleOf(useContext(DraftAsTyped)?.description ?? saved)} />;
}

const forWhom = {
  everybody: "Free access, data return and cost recovery: for everybody.",
  not_for_profit:
    "Free access, data return and cost recovery: for universities and other not-for-profit bodies.",
  nobody: "Free access, data return and cost recovery: for nobody.",
};

export const RuleInWords = ({ rule }: { rule: ReturnType<typeof ruleOf> }) => (
  <>
    <p className="mb-1" role="status">
      <strong>
        {rule.commercial === "allowed"
          ? "The six commercial models may be offered."
          : "No commercial model may be offered until somebody decides."}
      </strong>
    </p>
    <p className="mb-1">{forWhom[rule.nonCommercialFor]}</p>
    {rule.because && <p className="mb-0 text-ink-2">{rule.because}</p>}
  </>
);
