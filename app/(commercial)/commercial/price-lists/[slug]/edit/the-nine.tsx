import Link from "next/link";
import { Panel } from "#app/_components/layout-parts.tsx";
import { kindsInOrder, modelFace } from "#app/_components/models.ts";
import { ModelNumber } from "#app/_components/nine.tsx";
import type { Kind } from "#server/commercial-models/index.ts";
import type { CustomerKind } from "#server/pricing/rules.ts";
import { standingWords } from "../../words.ts";
import { type Draft, priceOf } from "./draft.ts";

/** The way to each model of the list: where it stands, and how much of it is still to mend. */
export const TheNine = ({
  draft,
  kind,
  customer,
  address,
}: {
  draft: Draft;
  kind: Kind;
  customer: CustomerKind;
  address: (kind: Kind, customer: CustomerKind) => string;
}) => (
  <Panel title="The nine">
    <ul className="list-none p-0">
      {kindsInOrder.map((one) => {
        const { standing } = priceOf(draft, one, customer);
        const wrong = draft.problems.filter((problem) => problem.kind === one).length;
        return (
          <li key={one} className="mb-2">
            <span className="inline-flex items-center gap-2">
              <ModelNumber kind={one} />
              <Link href={address(one, customer)} aria-current={one === kind ? "page" : undefined}>
                {modelFace[one].title}
              </Link>
            </span>
            <span className="block text-[0.9375rem] text-ink-2">
              {standingWords[standing]}
              {wrong > 0 && `, ${wrong} to mend`}
            </span>
          </li>
        );
      })}
    </ul>
  </Panel>
);
