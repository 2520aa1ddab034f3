import type { Kind } from "#server/commercial-models/index.ts";
import type { Standings } from "#server/pricing/standings.ts";
import { kindsInOrder, modelFace } from "./models.ts";

/** The strip of nine squares: solid at list terms, pale on approval, grey when not on offer; said in words as well. */
export function NineStrip({ standings }: { standings: Standings }) {
  return (
    <div>
      <div className="flex gap-1" aria-hidden="true">
        {kindsInOrder.map((kind) => {
          const standing = standings[kind];
          const look =
            standing === "list"
              ? "bg-[#005eb8] text-white"
              : standing === "approval"
                ? "bg-info-wash text-info"
                : "bg-wash text-ink-2";
          return (
            <span
              key={kind}
              title={modelFace[kind].title}
              className={`square grid h-6 w-6 place-items-center rounded-[3px] text-sm font-semibold ${look}`}
            >
              {modelFace[kind].number}
            </span>
          );
        })}
      </div>
      <p className="mt-1 mb-0 text-[0.9375rem]">{standingsInWords(standings)}</p>
    </div>
  );
}

/** "6 models at list terms, 2 on approval". */
function standingsInWords(standings: Standings): string {
  const count = (which: string) => kindsInOrder.filter((kind) => standings[kind] === which).length;
  const [list, approval] = [count("list"), count("approval")];
  if (list + approval === 0) return "No model on offer";
  return [
    list && `${list} ${list === 1 ? "model" : "models"} at list terms`,
    approval && `${approval} on approval`,
  ]
    .filter(Boolean)
    .join(", ");
}

/** Number in its colour, with its name. */
export const ModelBadge = ({ kind }: { kind: Kind }) => (
  <span className="inline-flex items-center gap-2 whitespace-nowrap">
    <ModelNumber kind={kind} />
    {modelFace[kind].title}
  </span>
);

export const ModelNumber = ({ kind }: { kind: Kind }) => (
  <span
    className="square grid h-6 w-6 flex-none place-items-center rounded-[3px] text-sm font-semibold"
    style={{ background: modelFace[kind].colour, color: modelFace[kind].ink }}
  >
    {modelFace[kind].number}
  </span>
);
