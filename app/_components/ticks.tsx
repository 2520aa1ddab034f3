"use client";
import { type ReactNode, useContext } from "react";
import { Wrong } from "./field.tsx";
import { Sent } from "./form.tsx";

/** Several boxes of which any may be ticked; what was ticked stands again when the form comes back. */
export function TicksField({
  name,
  legend,
  hint,
  options,
  value = [],
}: {
  name: string;
  legend: ReactNode;
  hint?: ReactNode;
  options: readonly { value: string; label: ReactNode }[];
  value?: readonly string[];
}) {
  const { errors, values } = useContext(Sent);
  const error = errors[name];
  // A form keeps what was sent as text: several boxes are their values with commas between.
  const ticked = values[name]?.split(",") ?? value;
  return (
    <fieldset
      id={name}
      className={error ? "border-l-4 border-error pl-3" : undefined}
      aria-describedby={
        [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(" ") || undefined
      }
    >
      <legend>{legend}</legend>
      {hint && (
        <p id={`${name}-hint`} className="mb-1 text-ink-2">
          {hint}
        </p>
      )}
      <Wrong name={name} error={error} />
      <div key={ticked.join(",")}>
        {options.map((option) => (
          <label key={option.value} className="mb-2 flex items-start gap-3">
            <input
              type="checkbox"
              name={name}
              value={option.value}
              defaultChecked={ticked.includes(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
