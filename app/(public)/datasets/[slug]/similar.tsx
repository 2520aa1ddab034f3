import Link from "next/link";
import { StatusTag } from "#app/_components/status-tag.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { toneOfUse } from "#app/(public)/catalogue/result.tsx";
import { licensableWords } from "#server/catalogue/description.ts";

/** Other datasets that may serve as well, and what they share with this one. */
export const Similar = ({ sets }: { sets: AppOutputs["catalogue"]["similar"] }) =>
  sets.length > 0 && (
    <section aria-labelledby="similar">
      <h2 id="similar">What is similar?</h2>
      <ul className="!max-w-none list-none p-0">
        {sets.map(({ slug, title, custodian, licensable, shares }) => (
          <li
            key={slug}
            className="grid items-baseline gap-x-4 gap-y-1 border-t border-line py-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto]"
          >
            <Link href={`/datasets/${slug}`}>{title}</Link>
            <span className="text-[0.9375rem] text-ink-2">
              {custodian}. Shares {shares.join(", ")}.
            </span>
            <span>
              <StatusTag tone={toneOfUse[licensable]}>{licensableWords[licensable]}</StatusTag>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
