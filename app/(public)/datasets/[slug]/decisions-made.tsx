import { modelFace } from "#app/_components/models.ts";
import { Day } from "#app/_components/money.tsx";
import { customerKinds } from "#server/access/customer-kind.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import type { Dataset } from "./dataset.ts";

/** Who decided what about the use of a dataset and why, the last first. */
export const DecisionsMade = ({ decisions }: { decisions: Dataset["decisions"] }) =>
  decisions.length > 0 && (
    <>
      <h3>Decisions on record</h3>
      <ul className="list-none p-0">
        {[...decisions].reverse().map((made) => (
          <li key={made.id} className="mb-3 border-l-4 border-line pl-3">
            <strong>
              {made.decidedByName} {made.outcome === "allow" ? "allowed" : "refused"}{" "}
              {made.kinds.map((kind) => modelFace[kind as Kind].title.toLowerCase()).join(", ")}
            </strong>{" "}
            for{" "}
            {made.customerKinds
              .map((kind) => customerKinds[kind as keyof typeof customerKinds].toLowerCase())
              .join(", ")}{" "}
            customers on <Day date={made.decidedOn} />: {made.reason}
            {made.evidence && <span className="block text-ink-2">Evidence: {made.evidence}</span>}
            {!made.holds && (
              <span className="block text-ink-2">
                Made over other terms of use than those of today, so it no longer holds.
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
