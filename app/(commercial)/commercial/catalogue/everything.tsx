import { Facts } from "#app/_components/layout-parts.tsx";
import type { Description } from "#server/catalogue/description.ts";
import { valueAt } from "#server/catalogue/desk/field-text.ts";
import { sections } from "#server/catalogue/desk/sections.ts";
import { inWords } from "#server/catalogue/difference.ts";

/** Every fact of a description in the order in which it is read; what it does not say is said to be not stated. */
export const Everything = ({ description }: { description: Description }) =>
  sections.map(({ key, title, fields }) => (
    <section key={key}>
      <h2>{title}</h2>
      <Facts
        items={fields.map(({ field, label }) => [
          label,
          <Said
            key={field}
            words={
              inWords(field.replace("details.", ""), valueAt(description, field)) ||
              (unsaid[field]?.(description) ?? "")
            }
          />,
        ])}
      />
    </section>
  ));

/** Where nothing said says something. */
const unsaid: Record<string, (description: Description) => string> = {
  periodTo: ({ periodFrom }) => (periodFrom ? "Still growing" : ""),
  bar: () => "None",
};

const Said = ({ words }: { words: string }) =>
  words ? (
    <span className="block max-w-[66ch] break-words whitespace-pre-line">{words}</span>
  ) : (
    <span className="text-ink-2">Not stated</span>
  );
