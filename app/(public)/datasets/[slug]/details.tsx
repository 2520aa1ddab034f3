import { Facts } from "#app/_components/layout-parts.tsx";
import { detailLabels, inWords } from "#server/catalogue/difference.ts";
import type { Dataset } from "./dataset.ts";
import { TextOrLink } from "./text-or-link.tsx";

type Field = keyof typeof detailLabels;

const groups: readonly [string, readonly Field[]][] = [
  ["Who is in it", ["ageRange", "samples", "followUp", "pathway", "observations"]],
  ["Where it comes from", ["purposes", "origins", "collection", "derivedFrom", "partOf"]],
  [
    "How one gets at it",
    [
      "accessRights",
      "accessService",
      "accessCost",
      "jurisdictions",
      "controller",
      "processor",
      "contact",
      "homepage",
    ],
  ],
  ["How it is written", ["conformsTo", "languages", "formats", "tools"]],
  ["To read and cite", ["creators", "publications", "investigations", "media", "doi", "keywords"]],
  ["At its source", ["issued", "modified"]],
];

/** Everything else that its description says, in groups; what it leaves out is left out. */
export function Details({ dataset }: { dataset: Dataset }) {
  const shown = groups
    .map(([title, fields]) => ({
      title,
      fields: fields.filter((field) => valuesOf(dataset, field).length > 0),
    }))
    .filter(({ fields }) => fields.length > 0);
  return (
    <section aria-labelledby="details">
      <h2 id="details">What else is known?</h2>
      {shown.map(({ title, fields }) => (
        <div key={title}>
          <h3>{title}</h3>
          <Facts
            items={fields.map((field) => [
              detailLabels[field],
              <Values key={field} values={valuesOf(dataset, field)} />,
            ])}
          />
        </div>
      ))}
      <Facts items={[["Source of these facts", dataset.sources || "Not stated"]]} />
    </section>
  );
}

function valuesOf({ details }: Dataset, field: Field): string[] {
  const value = details[field];
  const all = Array.isArray(value) ? value.map((one) => inWords(field, one)) : [inWords(field, value)];
  return [...new Set(all.map((text) => text.trim()).filter(Boolean))];
}

const Values = ({ values }: { values: readonly string[] }) =>
  values.length === 1 ? (
    <span className="whitespace-pre-line">
      <TextOrLink text={values[0]!} />
    </span>
  ) : values.every((value) => value.length < 40) ? (
    values.join(", ")
  ) : (
    <ul className="list-none p-0">
      {values.map((value) => (
        <li key={value} className="mb-1">
          <TextOrLink text={value} />
        </li>
      ))}
    </ul>
  );
