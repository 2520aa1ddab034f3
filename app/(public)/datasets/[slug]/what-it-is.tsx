import { Facts } from "#app/_components/layout-parts.tsx";
import { Day } from "#app/_components/money.tsx";
import { dataTypeWords, settingWords } from "#server/catalogue/vocabulary.ts";
import type { Dataset } from "./dataset.ts";

/** What the dataset is, who is in it, and how fresh it is. */
export function WhatItIs({ dataset }: { dataset: Dataset }) {
  return (
    <section aria-labelledby="what-it-is">
      <h2 id="what-it-is" className="!mt-0">
        What it is
      </h2>
      <p className="whitespace-pre-line">{dataset.description}</p>
      <Facts
        items={[
          ["Custodian", dataset.custodian],
          ["Setting", dataset.settings.map((setting) => settingWords[setting]).join(", ")],
          ["Kind of data", inWords(dataset.dataTypes)],
          ["People", population(dataset)],
          ["Where", dataset.geography || "Not stated"],
          ["Period", period(dataset)],
          ["Refresh", dataset.refresh || "Not stated"],
          ["How far behind", dataset.lag || "Not stated"],
          ["From request to data", dataset.leadTime || "Not stated"],
          ["Vocabularies", dataset.vocabularies.join(", ") || "Not stated"],
        ]}
      />
    </section>
  );
}

const inWords = (types: readonly string[]) =>
  types.map((type) => dataTypeWords[type as keyof typeof dataTypeWords]).join(", ") || "Not stated";

function population({ population: people, populationNote }: Dataset) {
  const note = populationNote === "Not stated" ? "" : populationNote;
  if (people === null) return note || "Not stated";
  return note || people.toLocaleString("en-GB");
}

function period({ periodFrom, periodTo }: Pick<Dataset, "periodFrom" | "periodTo">) {
  if (periodFrom === null) return "Not stated when it begins";
  return (
    <>
      <Day date={periodFrom} /> to {periodTo ? <Day date={periodTo} /> : "today, and growing"}
    </>
  );
}
