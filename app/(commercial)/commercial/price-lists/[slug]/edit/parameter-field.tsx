import { SelectField, TextArea, TextField } from "#app/_components/form.tsx";
import type { Kind } from "#server/commercial-models/index.ts";
import { choiceInWords, labelOf } from "#server/licensing/contract/terms-in-words.ts";
import { pattern, typed } from "#server/pricing/parameter-text.ts";
import { isNumeric, type Parameter, shapeAt, unitAt } from "#server/pricing/parameters.ts";
import { type Limit, leaves } from "#server/pricing/rules.ts";
import { parameterName, saysOf, unitInLabel } from "../../words.ts";

/** One parameter of the standard terms in its own unit, and how far each of its numbers may be negotiated. */
export function ParameterField({
  kind,
  parameter: { name, says, needed, is },
  value,
  limits,
}: {
  kind: Kind;
  parameter: Parameter;
  value: unknown;
  limits: Record<string, Limit>;
}) {
  const label = `${labelOf(name)}${unitInLabel(is)}${needed ? "" : " (optional)"}`;
  const common = { name: `parameters.${name}`, label, value: typed(is, value) };
  const hint = saysOf(says);
  return (
    <>
      {is.shape === "value" && (is.unit === "choice" || is.unit === "yes_no") ? (
        <SelectField
          {...common}
          hint={hint}
          options={(is.unit === "yes_no" ? ["yes", "no"] : is.choices).map((choice) => ({
            value: choice,
            label: choiceInWords(choice),
          }))}
        />
      ) : is.shape === "value" ? (
        <TextField {...common} hint={hint} short={is.unit !== "text"} />
      ) : (
        <TextArea
          {...common}
          hint={`${hint}. ${is.shape === "parts" ? "Write" : "One a line:"} ${pattern(is)}`}
        />
      )}
      {[...leaves({ [name]: value })]
        .filter(([path, one]) => one != null && isNumeric(unitAt(kind, path)) && !path.endsWith("upTo"))
        .map(([path]) => (
          <LimitFields key={path} kind={kind} path={path} limit={limits[path]} />
        ))}
    </>
  );
}

function LimitFields({ kind, path, limit }: { kind: Kind; path: string; limit: Limit | undefined }) {
  const shape = shapeAt(kind, path)!;
  const name = parameterName(path);
  return (
    <details className="mb-4" open={limit !== undefined}>
      <summary>{limit ? `${name} may be agreed within` : `Let ${name.toLowerCase()} be negotiated`}</summary>
      <div className="mt-2 grid gap-x-4 sm:grid-cols-3">
        {(["minimum", "maximum", "step"] as const).map((edge) => (
          <TextField
            key={edge}
            name={`limits.${path}.${edge}`}
            label={
              <>
                {edge.charAt(0).toUpperCase() + edge.slice(1)}
                {unitInLabel(shape)}
                <span className="sr-only"> of {name}</span>
              </>
            }
            value={limit ? typed(shape, limit[edge]) : ""}
            short
          />
        ))}
      </div>
    </details>
  );
}
