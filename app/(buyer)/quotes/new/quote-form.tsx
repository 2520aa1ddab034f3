import { Fragment } from "react";
import { Button } from "#app/_components/button.tsx";
import { countryOptions } from "#app/_components/countries.ts";
import { Choices, Field, Tick } from "#app/_components/field.tsx";
import { modelFace } from "#app/_components/models.ts";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { serviceChoices } from "#app/(buyer)/service-choices.ts";
import { customerKinds } from "#server/access/customer-kind.ts";
import { modelOf } from "#server/commercial-models/index.ts";
import { needsValuation } from "#server/pricing/priced.ts";
import { commonModels } from "./asked.ts";

type Props = {
  choices: AppOutputs["quotes"]["choices"];
  values: Record<string, string>;
  errors: Record<string, string>;
  isBuyer: boolean;
};

/** What is asked for: sent as an address, so that it can be kept, shared and changed, with or without JavaScript. */
export function QuoteForm({ choices, values, errors, isBuyer }: Props) {
  const field = (name: string, label: string, hint?: string, type = "text") => (
    <Field name={name} label={label} hint={hint} error={errors[name]}>
      <input
        name={name}
        type={type}
        inputMode={type === "number" ? "numeric" : undefined}
        defaultValue={values[name]}
        className="short"
      />
    </Field>
  );
  return (
    <form action="/quotes/new" className="no-print grid !max-w-none gap-x-12 lg:grid-cols-2" noValidate>
      <div>
        <Sets choices={choices} values={values} errors={errors} />
        <Models choices={choices} values={values} errors={errors} />
      </div>
      <div>
        {field("startsOn", "First day", "The day from which you need access", "date")}
        {field("years", "For how many years?", undefined, "number")}
        {field("users", "How many people will use the data?", undefined, "number")}
        <Choices
          name="service"
          legend={serviceChoices.question}
          error={errors.service}
          value={values.service}
          options={serviceChoices.options}
        />
        {field("refreshes", "How many refreshes of each dataset a year?", "12 is one a month", "number")}
        <Expected choices={choices} values={values} field={field} />
        <details open={values.cohort === "on" || values.checks !== "0"} className="mb-5">
          <summary>More for the secure environment</summary>
          <div className="mt-3">
            {field(
              "checks",
              "How many outputs do you expect to have checked a month?",
              "Of all people together; 20 of each person a month are free",
              "number",
            )}
            <Tick
              name="cohort"
              label="We bring a cohort file of our own"
              defaultChecked={values.cohort === "on"}
            />
          </div>
        </details>
        <Company choices={choices} values={values} field={field} />
        <details className="mb-5" open={Boolean(values.usedIn)}>
          <summary>Where your users sit, if elsewhere</summary>
          <div className="mt-3">
            <Field
              name="usedIn"
              label="Where do the users sit?"
              hint="VAT is charged where the data is used"
              error={errors.usedIn}
            >
              <select name="usedIn" defaultValue={values.usedIn}>
                <option value="">Where we are</option>
                {countryOptions.map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>
            </Field>
          </div>
        </details>
        {isBuyer ? null : <Belonging values={values} />}
        <Button kind="primary" name="calculate" value="yes">
          Calculate the quote
        </Button>
      </div>
    </form>
  );
}

/** What is chosen stays ticked; what is found can be ticked. */
const Sets = ({ choices, values, errors }: Omit<Props, "isBuyer">) => (
  <fieldset id="set" className={errors.set ? "border-l-4 border-error pl-3" : ""}>
    <legend>Datasets</legend>
    {errors.set && <p className="mb-1 font-semibold text-error">{errors.set}</p>}
    {choices.sets.map(({ slug, title }) => (
      <div key={slug} id={`set-${slug}`}>
        <SetTick slug={slug} title={title} chosen />
        {errors[`set-${slug}`] && (
          <p className="mb-2 font-semibold text-error">
            <span className="sr-only">Error: </span>
            {errors[`set-${slug}`]}
          </p>
        )}
      </div>
    ))}
    {choices.found
      .filter(({ slug }) => !choices.sets.some((set) => set.slug === slug))
      .map(({ slug, title }) => (
        <SetTick key={slug} slug={slug} title={title} chosen={false} />
      ))}
    {values.find && choices.found.length === 0 && <p>No dataset has “{values.find}” in its name.</p>}
    <div className="mt-3 flex items-end gap-2">
      <div className="flex-1">
        <label htmlFor="find" className="mb-1 block font-semibold">
          Add a dataset by name
        </label>
        <input id="find" name="find" type="search" defaultValue={values.find} />
      </div>
      <button type="submit" className="button button-secondary">
        Find
      </button>
    </div>
  </fieldset>
);

const SetTick = ({ slug, title, chosen }: { slug: string; title: string; chosen: boolean }) => (
  <label className="mb-2 flex items-start gap-3">
    <input type="checkbox" name="set" value={slug} defaultChecked={chosen} />
    <span>{title}</span>
  </label>
);

/** The models that all chosen datasets may be had under; why not the others, one click away. */
function Models({ choices, values, errors }: Omit<Props, "isBuyer">) {
  if (choices.sets.length === 0) return null;
  const models = commonModels(choices);
  const barred = choices.sets.flatMap(({ slug, title, barred }) =>
    barred.map((one) => ({ ...one, slug, title })),
  );
  return (
    <div className="mt-5">
      {models.length === 0 ? (
        <p className="border-l-4 border-error pl-3">
          {choices.sets.length === 1
            ? "This dataset cannot be licensed under any of the nine today."
            : "No model is open for all of these datasets. Quote them apart."}
        </p>
      ) : (
        <Choices
          name="kind"
          legend="Under which model?"
          error={errors.kind}
          value={values.kind}
          options={models.map(({ kind, standing }) => ({
            value: kind,
            label: `${modelFace[kind].number} ${modelFace[kind].title}`,
            hint: standing === "list" ? "at list terms" : "on approval of the custodian",
          }))}
        />
      )}
      {barred.length > 0 && (
        <details className="mb-5">
          <summary>Why not the others?</summary>
          <ul className="mt-2 mb-0">
            {barred.map(({ slug, title, kind, because }) => (
              <li key={`${slug}${kind}`}>
                {modelFace[kind].title}
                {choices.sets.length > 1 && `, ${title}`}: {because}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** What the model depends on: asked only where one of the models on offer needs it. */
function Expected({
  choices,
  field,
}: Pick<Props, "choices" | "values"> & {
  field: (name: string, label: string, hint?: string) => React.ReactNode;
}) {
  const asked = commonModels(choices).flatMap(({ kind, unit }) => {
    const { expects, title } = modelOf(kind);
    return expects ? [{ ...expects, title, unit: unit ?? "unit" }] : [];
  });
  if (asked.length === 0) return null;
  // Two models may turn on the same expectation: it is asked once.
  const once = new Map(asked.toReversed().map((one) => [one.name, one]));
  return (
    <details className="mb-5">
      <summary>What you expect, where the model depends on it</summary>
      <div className="mt-3">
        <p className="text-ink-2">
          It stands in the address of this page. Leave it out and the total holds what is due at the least.
        </p>
        {[...once.values()].reverse().map(({ name, title, inQuote, unit, hint }) => (
          <Fragment key={name}>{field(name, `${title}: ${inQuote(unit)}`, hint)}</Fragment>
        ))}
      </div>
    </details>
  );
}

/** What the company is worth: asked only where one of the models on offer takes shares of it. */
const Company = ({
  choices,
  values,
  field,
}: Pick<Props, "choices" | "values"> & {
  field: (name: string, label: string, hint?: string, type?: string) => React.ReactNode;
}) =>
  commonModels(choices).some(({ kind }) => needsValuation(kind)) && (
    <details className="mb-5" open={Boolean(values.companyValue)}>
      <summary>Your company, where the model takes shares of it</summary>
      <div className="mt-3">
        {field(
          "companyValue",
          "What is it worth, as agreed? (£)",
          "Before the grant, in pounds, like 12,400,000",
        )}
        {field("companyShares", "How many shares does it have?", "Fully diluted, before the grant", "number")}
      </div>
    </details>
  );

/** Whoever has not signed in says where they belong; VAT and prices follow from it. */
const Belonging = ({ values }: { values: Record<string, string> }) => (
  <details className="mb-5" open={values.place !== "uk" || values.customer !== "standard"}>
    <summary>Where you belong, for VAT and prices</summary>
    <div className="mt-3">
      <Choices
        name="place"
        legend="Where does your organisation belong?"
        value={values.place}
        options={[
          { value: "uk", label: "The United Kingdom" },
          { value: "eu", label: "A country of the European Union" },
          { value: "elsewhere", label: "Elsewhere" },
        ]}
      />
      <Tick
        name="evidence"
        label="Outside the United Kingdom: we can prove that we are in business there"
        defaultChecked={values.evidence === "on"}
      />
      <Choices
        name="customer"
        legend="What kind of organisation?"
        value={values.customer}
        options={Object.entries(customerKinds).map(([value, label]) => ({ value, label }))}
      />
    </div>
  </details>
);
