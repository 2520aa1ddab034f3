import Link from "next/link";
import type { RecordableGroup } from "#server/licensing/settlement/recordable-rules.ts";

/** Everything else that the reader may record or report, behind one button that opens without a script. */
export const RecordSomething = ({
  reference,
  groups,
  isNhs,
}: {
  reference: string;
  groups: readonly RecordableGroup[];
  isNhs: boolean;
}) =>
  groups.length > 0 && (
    <details className="mb-5 rounded-md border-2 border-link">
      <summary className="px-4 py-2 font-semibold">
        {isNhs ? "Record something else" : "Report something else"}
      </summary>
      {groups.map(({ title, forms }) => (
        <section key={title} className="border-t border-line px-4 py-3">
          <h3 className="!mt-0 !mb-1 !text-[1rem] text-ink-2">{title}</h3>
          <ul className="!m-0 list-none !p-0">
            {forms.map(({ title, fact, component }) => (
              <li key={`${component} ${fact}`} className="py-1">
                <Link href={`/licences/${reference}/report?fact=${fact}&component=${component}`}>
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </details>
  );
