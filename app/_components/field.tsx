import { cloneElement, type ReactElement, type ReactNode } from "react";

type Input = ReactElement<{ id?: string; "aria-describedby"?: string; "aria-invalid"?: boolean }>;

/**
 * A label, what helps to fill it in, what was wrong, and the input. The input is described by hint and error, so that
 * both are read out with it; an error never speaks by colour alone.
 */
export function Field({
  name,
  label,
  hint,
  error,
  children,
}: {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  children: Input;
}) {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(" ") || undefined;
  return (
    <div className={`mb-5 ${error ? "border-l-4 border-error pl-3" : ""}`}>
      <label htmlFor={name} className="mb-1 block font-semibold">
        {label}
      </label>
      {hint && (
        <p id={`${name}-hint`} className="mb-1 text-ink-2">
          {hint}
        </p>
      )}
      <Wrong name={name} error={error} />
      {cloneElement(children, {
        id: children.props.id ?? name,
        ...(described && { "aria-describedby": described }),
        ...(error && { "aria-invalid": true }),
      })}
    </div>
  );
}

/** What was wrong with a field, as its input is described by it; nothing while all is well. */
export const Wrong = ({ name, error }: { name: string; error: string | undefined }) =>
  error && (
    <p id={`${name}-error`} className="mb-1 font-semibold text-error">
      <span className="sr-only">Error: </span>
      {error}
    </p>
  );

/** One box to tick, with its words beside it. */
export function Tick({
  name,
  label,
  error,
  ...input
}: {
  name: string;
  label: ReactNode;
  error?: string | undefined;
  value?: string;
  defaultChecked?: boolean;
}) {
  return (
    <div className={`mb-5 ${error ? "border-l-4 border-error pl-3" : ""}`}>
      <Wrong name={name} error={error} />
      <label className="flex items-start gap-3">
        <input
          id={name}
          name={name}
          type="checkbox"
          aria-describedby={error ? `${name}-error` : undefined}
          {...input}
        />
        <span>{label}</span>
      </label>
    </div>
  );
}

/** A few answers of which one is chosen. */
export function Choices({
  name,
  legend,
  hint,
  error,
  options,
  value,
}: {
  name: string;
  legend: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  options: readonly { value: string; label: ReactNode; hint?: ReactNode }[];
  value?: string | undefined;
}) {
  return (
    <fieldset
      className={error ? "border-l-4 border-error pl-3" : ""}
      id={name}
      aria-describedby={error ? `${name}-error` : undefined}
    >
      <legend>{legend}</legend>
      {hint && <p className="mb-1 text-ink-2">{hint}</p>}
      <Wrong name={name} error={error} />
      {options.map((option) => (
        <label key={option.value} className="mb-2 flex items-start gap-3">
          <input type="radio" name={name} value={option.value} defaultChecked={option.value === value} />
          <span>
            {option.label}
            {option.hint && <span className="block text-ink-2">{option.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
