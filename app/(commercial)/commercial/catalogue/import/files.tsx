"use client";
import { useContext } from "react";
import { Field } from "#app/_components/field.tsx";
import { Sent } from "#app/_components/form.tsx";

export function Files() {
  const { errors } = useContext(Sent);
  return (
    <Field
      name="files"
      label="Metadata files"
      hint="Records as JSON, JSON lines or comma-separated values, in any version of the HDR UK specification; columns, dictionaries and ratings as comma-separated values. Several at once, at most 20 MB together and 20,000 rows or records each."
      error={errors.files}
    >
      <input name="files" type="file" multiple accept=".json,.jsonl,.ndjson,.csv,application/json,text/csv" />
    </Field>
  );
}
