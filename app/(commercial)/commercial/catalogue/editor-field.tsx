"use client";
import { useContext } from "react";
import { Wrong } from "#app/_components/field.tsx";
import { DateField, RadioField, SelectField, Sent, TextArea, TextField } from "#app/_components/form.tsx";
import type { FormField } from "#server/catalogue/desk/sections.ts";

/** One field of a description, written as its kind asks for. */
export function EditorField({
  field: { field, kind, label, hint, options = [] },
  value,
  reason,
}: {
  field: FormField;
  value: string | string[];
  /** Why it is barred; only a bar has one. */
  reason?: string;
}) {
  const text = typeof value === "string" ? value : value.join("\n");
  const common = { name: field, label, hint, value: text };
  if (kind === "ticks")
    return (
      <TickGroup
        name={field}
        legend={label}
        hint={hint}
        options={options}
        chosen={typeof value === "string" ? [value] : value}
      />
    );
  if (kind === "prose" || kind === "list" || kind === "counts") return <TextArea {...common} />;
  if (kind === "day") return <DateField {...common} />;
  if (kind === "number") return <TextField {...common} short />;
  if (kind === "choice") return <SelectField {...common} options={options} />;
  if (kind === "bar")
    return (
      <>
        <RadioField {...common} options={options} />
        <TextArea
          name={`${field}.reason`}
          label="Why it is barred"
          hint="Only with a bar: buyers read it on the page of the dataset"
          value={reason}
        />
      </>
    );
  return <TextField {...common} />;
}

/** Boxes of which any number is ticked. */
export function TickGroup({
  name,
  legend,
  hint,
  options,
  chosen,
}: {
  name: string;
  legend: string;
  hint?: string | undefined;
  options: readonly { value: string; label: string; hint?: string }[];
  chosen: readonly string[];
}) {
  const { errors, values } = useContext(Sent);
  // A form that was sent without this name had no box ticked.
  const wasSent = Object.keys(values).length > 0;
  const ticked = wasSent ? (values[name]?.split(",") ?? []) : chosen;
  const error = errors[name];
  return (
    <fieldset
      id={name}
      key={ticked.join()}
      className={error ? "border-l-4 border-error pl-3" : undefined}
      aria-describedby={error ? `${name}-error` : undefined}
    >
      <legend>{legend}</legend>
      {hint && <p className="mb-1 text-ink-2">{hint}</p>}
      <Wrong name={name} error={error} />
      <div className="grid gap-x-6 sm:grid-cols-2">
        {options.map((option) => (
          <label key={option.value} className="mb-2 flex items-start gap-3">
            <input
              type="checkbox"
              name={name}
              value={option.value}
              defaultChecked={ticked.includes(option.value)}
            />
            <span>
              {option.label}
              {option.hint && <span className="block text-[0.9375rem] text-ink-2">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
