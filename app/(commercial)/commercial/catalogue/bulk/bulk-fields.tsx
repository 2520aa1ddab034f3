import { Field } from "#app/_components/field.tsx";
import type { BulkChange } from "#server/catalogue/desk/bulk.ts";
import { sections } from "#server/catalogue/desk/sections.ts";
import { leadTimeWords, placeWords, refreshWords, settingWords } from "#server/catalogue/vocabulary.ts";
import { TickGroup } from "../editor-field.tsx";

type Props = {
  kind: BulkChange["change"];
  sent: Record<string, string | string[] | undefined>;
  errors: Record<string, string>;
};

/** The words of one change, in a form that only reads. */
export function BulkFields({ kind, sent, errors }: Props) {
  const text = (name: string, label: string, hint?: string) => (
    <Field name={name} label={label} hint={hint} error={errors[name]}>
      <input name={name} type="text" defaultValue={String(sent[name] ?? "")} />
    </Field>
  );
  const choice = (name: string, label: string, words: Record<string, string>) => (
    <Field name={name} label={label} error={errors[name]}>
      <select name={name} defaultValue={String(sent[name] ?? "")}>
        <option value="">Choose</option>
        {Object.entries(words).map(([value, said]) => (
          <option key={value} value={value}>
            {said}
          </option>
        ))}
      </select>
    </Field>
  );
  const ticks = (name: string, legend: string, options: readonly { value: string; label: string }[]) => (
    <TickGroup name={name} legend={legend} options={options} chosen={[sent[name] ?? []].flat()} />
  );
  switch (kind) {
    case "custodian":
      return text("custodian", "Custodian");
    case "refresh":
      return (
        <>
          {text("refresh", "Refresh, in words")}
          {choice("refreshBand", "Refresh, as it is filtered", refreshWords)}
        </>
      );
    case "lead_time":
      return (
        <>
          {text("leadTime", "Lead time, in words")}
          {choice("leadTimeBand", "Lead time, as it is filtered", leadTimeWords)}
        </>
      );
    case "geography":
      return (
        <>
          {text("geography", "Where, in words")}
          {ticks("places", "Countries", optionsOf(placeWords))}
        </>
      );
    case "add_keyword":
    case "remove_keyword":
      return text("word", "Keyword");
    case "add_vocabulary":
    case "remove_vocabulary":
      return text("word", "Vocabulary", "For example SNOMED CT");
    case "add_setting":
    case "remove_setting":
      return choice("setting", "Setting", settingWords);
    case "contact":
      return text("contact", "Contact", "A mailbox or a page of the custodian");
    case "use_terms":
      return sections
        .find(({ key }) => key === "use-terms")!
        .fields.filter(({ field }) => field === "limitations" || field === "requirements")
        .map(({ field, label, options = [] }) => <div key={field}>{ticks(field, label, options)}</div>);
  }
}

const optionsOf = (words: Record<string, string>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
