import { ModelBadge } from "#app/_components/nine.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";

type Compared = AppOutputs["shortlist"]["compare"];

/**
 * One row a fact, one column a dataset, all within the width of the page, so that nothing scrolls sideways; the names
 * of the datasets stay in sight when it is scrolled down. On a narrow screen each fact is a block in which every
 * dataset keeps its name.
 */
export const Comparison = ({ sets, rows }: Pick<Compared, "sets" | "rows">) => (
  <table className="stacked wide:table-fixed">
    <caption>Side by side</caption>
    <thead>
      <tr className="wide:sticky wide:top-0 wide:bg-paper print:static">
        <th scope="col">Fact</th>
        {sets.map(({ slug, title }) => (
          <th key={slug} scope="col" className="!text-ink">
            {title}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <tr key={row.key}>
          <th scope="row" className="narrow:!block">
            <span className="block font-semibold">
              {row.kind ? <ModelBadge kind={row.kind} /> : row.label}
            </span>
            {row.differs && <Differs />}
          </th>
          {row.cells.map((lines, index) => (
            <td key={sets[index]!.slug} className="narrow:!block narrow:!pb-2 narrow:!text-left">
              <span className="stacked-label narrow:!block">{sets[index]!.title}</span>
              {lines.map((line, at) => (
                <span key={at} className="block">
                  {line}
                </span>
              ))}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

/** A mark and a word: the colour only underlines it. */
const Differs = () => (
  <span className="mt-1 inline-block rounded bg-wait-wash px-1.5 text-[0.9375rem] font-semibold text-wait">
    <span aria-hidden="true">≠ </span>differs
  </span>
);
