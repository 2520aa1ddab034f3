"use client";
import { useOptimistic, useState } from "react";
import { useApply } from "./live-filters.tsx";

type Option = { value: string; words: string; count: number };
type Props = {
  name: string;
  legend: string;
  chosen: readonly string[];
  options: readonly Option[];
  /** Stands open before anything is chosen. */
  isOpen: boolean;
};

const atFirst = 8;
const isLong = 12;

/**
 * Boxes to tick with how many sets each would show, behind their heading where they are seldom wanted. At most eight stand open, the chosen ones first; the others wait
 * behind "Show all". The order is that of the first look: nothing jumps while somebody ticks.
 */
export function FacetList({ name, legend, chosen, options, isOpen }: Props) {
  const apply = useApply();
  const [ticked, tick] = useOptimistic(chosen);
  const [first] = useState(() => {
    const values = options.map(({ value }) => value);
    return [...values.filter((value) => chosen.includes(value)), ...values];
  });
  const [openAtFirst] = useState(isOpen || chosen.length > 0);
  const [sought, seek] = useState("");
  const place = (value: string) => {
    const at = first.indexOf(value);
    return at < 0 ? first.length : at;
  };
  const ordered = [...options].sort((a, b) => place(a.value) - place(b.value));
  if (ordered.length === 0) return null;
  const [open, more] =
    ordered.length <= atFirst + 1 ? [ordered, []] : [ordered.slice(0, atFirst), ordered.slice(atFirst)];
  const box = ({ value, words, count }: Option) => (
    <label key={value} className="flex items-start gap-2 py-1">
      <input
        type="checkbox"
        name={name}
        value={value}
        checked={ticked.includes(value)}
        onChange={({ currentTarget: { form, checked } }) =>
          form &&
          apply(form, () => tick(checked ? [...ticked, value] : ticked.filter((other) => other !== value)))
        }
      />
      <span className="min-w-0 flex-1 leading-6">{words}</span>
      <span className="text-[0.9375rem] text-ink-2">{count}</span>
    </label>
  );
  return (
    <details open={openAtFirst} className="facet border-t border-line">
      <summary className="py-3 font-semibold">
        {legend}
        {ticked.length > 0 && <span className="font-normal text-ink-2"> ({ticked.length} chosen)</span>}
      </summary>
      <fieldset className="!mb-4">
        <legend className="sr-only">{legend}</legend>
        {open.map(box)}
        {more.length > 0 && (
          <details>
            <summary>
              Show all {ordered.length}
              <span className="sr-only">: {legend.toLowerCase()}</span>
            </summary>
            {ordered.length > isLong && (
              <input
                type="search"
                aria-label={`Find in ${legend.toLowerCase()}`}
                placeholder="Find in this list"
                className="my-2"
                value={sought}
                onChange={({ currentTarget }) => seek(currentTarget.value)}
                onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
              />
            )}
            {more.map((option) => (
              <div
                key={option.value}
                hidden={!option.words.toLowerCase().includes(sought.trim().toLowerCase())}
              >
                {box(option)}
              </div>
            ))}
          </details>
        )}
      </fieldset>
    </details>
  );
}
