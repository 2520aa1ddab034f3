"use client";
import { type ReactNode, useActionState, useContext, useEffect, useRef, useState } from "react";
import { Button } from "#app/_components/button.tsx";
import { ErrorSummary } from "#app/_components/error-summary.tsx";
import { Field } from "#app/_components/field.tsx";
import { Kept, Sent } from "#app/_components/form.tsx";
import { emptyState, type FormState, formName } from "#app/_components/form-state.ts";
import { gridOf, textOf } from "./grid-of.ts";
import { RowsGrid } from "./rows-grid.tsx";
import { WhatItComesTo } from "./what-it-comes-to.tsx";

type Action = (before: FormState, form: FormData) => Promise<FormState>;
const submit = "Check the statement";

/**
 * A statement: a table that one edits, with what it comes to calculated as one types; a file; or rows as text, which is all
 * that is there without a script. The text is what is sent, and what is kept over a reload.
 */
export function StatementForm({
  prepare,
  calculate,
  fields,
  columns: { required, optional },
  begin,
  children,
}: {
  prepare: Action;
  calculate: Action;
  fields: Record<string, string>;
  columns: { required: readonly string[]; optional: readonly string[] };
  begin: string;
  children?: ReactNode;
}) {
  // What was kept when the page was opened: what is kept while one types is no news to whoever types it.
  const found = useKept(fields);
  const [kept] = useState(found);
  const [state, act, busy] = useActionState(prepare, kept ? { errors: {}, values: kept } : emptyState);
  const [rows, setRows] = useState(state.values.rows ?? begin);
  // The table needs a script; until there is one, and without, the rows are text.
  const [isLive, setLive] = useState(false);
  useEffect(() => setLive(true), []);
  const form = useRef<HTMLFormElement>(null);
  const grid = isLive ? gridOf(rows, [...required, ...optional]) : null;
  // A cell left empty by its maker stays a row to be filled, so the table is told apart from the text it makes.
  const [typed, setTyped] = useState<typeof grid>(null);
  const shown = typed && textOf(typed) === rows ? typed : grid;
  return (
    <form ref={form} action={act} noValidate className="wide">
      <ErrorSummary errors={state.errors} />
      {kept && (
        <p role="status" className="border-l-4 border-line pl-3">
          What you typed is here again. It has not been sent.
        </p>
      )}
      <input type="hidden" name={formName} value={submit} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Sent value={state}>
        {shown && (
          <RowsGrid
            grid={shown}
            optional={optional}
            onChange={(after) => {
              setTyped(after);
              setRows(textOf(after));
              form.current?.dispatchEvent(new Event("input"));
            }}
          />
        )}
        <Text rows={rows} setRows={setRows} folded={shown !== null} error={state.errors.rows} />
        <Field
          name="file"
          label="Or send a CSV file"
          hint="At most 5 MB. It is read instead of the rows above."
          error={state.errors.file}
        >
          <input name="file" type="file" accept=".csv,text/csv" />
        </Field>
        {children}
      </Sent>
      {isLive && <WhatItComesTo calculate={calculate} />}
      <Button disabled={busy}>{submit}</Button>
    </form>
  );
}

/** What was kept of this form, where it was this one and about the same period. */
function useKept(fields: Record<string, string>): Record<string, string> | null {
  const kept = useContext(Kept);
  const isThis =
    kept?.[formName] === submit && Object.entries(fields).every(([name, value]) => kept[name] === value);
  return isThis ? kept : null;
}

const Text = ({
  rows,
  setRows,
  folded,
  error,
}: {
  rows: string;
  setRows: (rows: string) => void;
  folded: boolean;
  error: string | undefined;
}) => {
  const field = (
    <Field
      name="rows"
      label="Or type the rows"
      hint="The first line names the columns. Read only when no file is chosen."
      error={error}
    >
      <textarea name="rows" value={rows} onChange={({ target }) => setRows(target.value)} />
    </Field>
  );
  // One element in both cases: a text that is no table any more keeps the place in which it is typed.
  return (
    <details className="mb-4 !max-w-none" open={!folded || undefined}>
      <summary>The rows as text</summary>
      {field}
    </details>
  );
};
