"use client";
import { createContext, type ReactNode, useActionState, useContext } from "react";
import { Button } from "./button.tsx";
import { ErrorSummary } from "./error-summary.tsx";
import { Choices, Field, Tick } from "./field.tsx";
import { emptyState, type FormState, formName } from "./form-state.ts";

export const Sent = createContext<FormState>(emptyState);

/** What was typed into a form of this page that could not be taken then, by the names of its fields. */
export const Kept = createContext<Record<string, string> | null>(null);

const isKey = (name: string) => name === "requestKey" || name === "key";

/** What was kept, if it was typed into this form: the one with this button, about the same thing. */
const keptFor = (kept: Record<string, string> | null, name: string, fields: Record<string, string>) =>
  kept?.[formName] === name &&
  Object.entries(fields).every(([field, value]) => isKey(field) || kept[field] === value)
    ? kept
    : null;

/**
 * A native form posted to a server action: works without JavaScript, keeps what was typed, shows problems on top and
 * beside their fields.
 */
export function Form({
  action,
  submit,
  kind = "primary",
  children,
  fields = {},
  wide = false,
}: {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  submit: ReactNode;
  kind?: "commit" | "primary" | "secondary" | "danger";
  children?: ReactNode;
  fields?: Record<string, string>;
  wide?: boolean;
}) {
  const name = typeof submit === "string" ? submit : "";
  const kept = keptFor(useContext(Kept), name, fields);
  const [state, act, busy] = useActionState(action, kept ? { errors: {}, values: kept } : emptyState);
  return (
    <form action={act} noValidate className={wide ? "wide" : undefined}>
      <ErrorSummary errors={state.errors} />
      {kept && Object.keys(state.errors).length === 0 && (
        <p role="status" className="border-l-4 border-line pl-3">
          What you typed is here again. It has not been sent.
        </p>
      )}
      <input type="hidden" name={formName} value={name} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={(isKey(name) && kept?.[name]) || value} />
      ))}
      <Sent value={state}>{children}</Sent>
      <div className="mt-2 mb-4">
        <Button kind={kind} disabled={busy}>
          {submit}
        </Button>
      </div>
    </form>
  );
}

type Common = { name: string; label: ReactNode; hint?: ReactNode; value?: string | undefined };

function useField(name: string, value: string | undefined) {
  const { errors, values } = useContext(Sent);
  return { error: errors[name], defaultValue: values[name] ?? value };
}

export function TextField({
  name,
  label,
  hint,
  value,
  type = "text",
  autoComplete,
  short,
}: Common & {
  type?: "text" | "email" | "number" | "date" | "password";
  autoComplete?: string;
  short?: boolean;
}) {
  const { error, defaultValue } = useField(name, value);
  return (
    <Field name={name} label={label} hint={hint} error={error}>
      <input
        key={defaultValue}
        name={name}
        type={type}
        defaultValue={defaultValue}
        autoComplete={autoComplete}
        className={short ? "short" : undefined}
      />
    </Field>
  );
}

/** Pounds and pence as people write them. */
export function MoneyField(props: Common) {
  const { error, defaultValue } = useField(props.name, props.value);
  return (
    <Field
      name={props.name}
      label={props.label}
      hint={props.hint ?? "In pounds, like 48,000 or 1,234.56"}
      error={error}
    >
      <input
        key={defaultValue}
        name={props.name}
        inputMode="decimal"
        defaultValue={defaultValue}
        className="short"
      />
    </Field>
  );
}

export const DateField = (props: Common) => <TextField {...props} type="date" />;

export function TextArea({ name, label, hint, value }: Common) {
  const { error, defaultValue } = useField(name, value);
  return (
    <Field name={name} label={label} hint={hint} error={error}>
      <textarea key={defaultValue} name={name} defaultValue={defaultValue} />
    </Field>
  );
}

export function SelectField({
  name,
  label,
  hint,
  value,
  options,
}: Common & { options: readonly { value: string; label: string }[] }) {
  const { error, defaultValue } = useField(name, value);
  return (
    <Field name={name} label={label} hint={hint} error={error}>
      <select key={defaultValue} name={name} defaultValue={defaultValue ?? ""}>
        <option value="">Choose</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

export function RadioField({
  name,
  label,
  hint,
  value,
  options,
}: Common & { options: readonly { value: string; label: ReactNode; hint?: ReactNode }[] }) {
  const { error, defaultValue } = useField(name, value);
  return (
    <Choices
      key={defaultValue}
      name={name}
      legend={label}
      hint={hint}
      error={error}
      options={options}
      value={defaultValue}
    />
  );
}

/** A file of one's own; a browser never keeps it when the form comes back. */
export function FileField({ name, label, hint, accept }: Omit<Common, "value"> & { accept: string }) {
  const { error } = useField(name, undefined);
  return (
    <Field name={name} label={label} hint={hint} error={error}>
      <input name={name} type="file" accept={accept} />
    </Field>
  );
}

export function TickField({
  name,
  label,
  ticked = false,
}: {
  name: string;
  label: ReactNode;
  ticked?: boolean;
}) {
  const { error, defaultValue } = useField(name, ticked ? "on" : undefined);
  return (
    <Tick key={defaultValue} name={name} label={label} error={error} defaultChecked={defaultValue === "on"} />
  );
}
