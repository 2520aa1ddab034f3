type Props = {
  name: string;
  legend: string;
  chosen: readonly string[];
  options: readonly (readonly [string, string])[];
  counts: Record<string, number>;
};

/** Boxes to tick with how many sets each would show; those that would show none, and are not chosen, stay out. */
export function FacetList({ name, legend, chosen, options, counts }: Props) {
  const shown = options.filter(([value]) => (counts[value] ?? 0) > 0 || chosen.includes(value));
  return (
    <fieldset className="border-t border-line !py-4 first-of-type:border-t-0">
      <legend className="float-left mb-2 w-full">{legend}</legend>
      <div className="clear-both">
        {shown.map(([value, words]) => (
          <label key={value} className="flex items-start gap-2 py-1">
            <input type="checkbox" name={name} value={value} defaultChecked={chosen.includes(value)} />
            <span className="flex-1 leading-6">{words}</span>
            <span className="text-ink-2">{counts[value] ?? 0}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
