import type { View } from "./actions.ts";

const views: readonly { view: View; label: string }[] = [
  { view: "pays", label: "You pay" },
  { view: "receives", label: "The NHS receives" },
  { view: "cumulative", label: "Both, cumulative" },
  { view: "table", label: "Table" },
];

/** Who pays, who receives, both, or all the figures. */
export const ViewChoice = ({ view, choose }: { view: View; choose: (view: View) => void }) => (
  <fieldset className="!mb-5 border-b border-line">
    <legend className="sr-only">What to look at</legend>
    <div className="flex flex-wrap gap-x-6">
      {views.map((one) => (
        <label key={one.view} className="view-choice">
          <input
            type="radio"
            name="view"
            value={one.view}
            checked={view === one.view}
            onChange={() => choose(one.view)}
            className="sr-only"
          />
          {one.label}
        </label>
      ))}
    </div>
  </fieldset>
);
