import { countryOptions } from "#app/_components/countries.ts";
import { RadioField, SelectField, TextField, TickField } from "#app/_components/form.tsx";
import { serviceChoices } from "#app/(buyer)/service-choices.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import { needsValuation } from "#server/pricing/priced.ts";
import type { QuoteRequest } from "#server/quoting/request.ts";

type Said = Partial<Pick<QuoteRequest, "service" | "refreshes" | "checks" | "cohort" | "usedIn">>;

/** Whether the service around the data is wanted, and how much of it; where the users sit. */
export const ServiceFields = ({
  service = "with",
  refreshes = 0,
  checks = 0,
  cohort = false,
  usedIn,
}: Said) => (
  <>
    <RadioField
      name="service"
      label={serviceChoices.question}
      value={service}
      options={serviceChoices.options}
    />
    <TextField
      name="refreshes"
      label="How many refreshes of the dataset a year?"
      hint="With the service; 12 is one a month, 0 is none"
      type="number"
      value={String(refreshes)}
    />
    <details className="mb-5" open={checks > 0 || cohort || usedIn !== undefined}>
      <summary>More for the secure environment, and where the users sit</summary>
      <div className="mt-3">
        <TextField
          name="checks"
          label="How many outputs do you expect to have checked a month?"
          hint="Of all people together; 20 of each person a month are free"
          type="number"
          value={String(checks)}
        />
        <TickField name="cohort" label="We bring a cohort file of our own" ticked={cohort} />
        <SelectField
          name="usedIn"
          label="Where do the users sit? (optional)"
          hint="Only where it is another country than your own: VAT is charged where the data is used."
          options={countryOptions}
          value={usedIn}
        />
      </div>
    </details>
  </>
);

/** What the company is worth, asked where the model takes shares of it. */
export const ValuationFields = ({
  kind,
  companyValue,
  companyShares,
}: {
  kind: Kind;
  companyValue?: string | undefined;
  companyShares?: number | undefined;
}) =>
  needsValuation(kind) && (
    <>
      <TextField
        name="companyValue"
        label="What is your company worth, as agreed with those who value it? (£)"
        hint="Before the grant, in pounds, like 12,400,000. How many shares are granted, and at what price each, follows from it."
        value={companyValue}
        short
      />
      <TextField
        name="companyShares"
        label="How many shares does it have, fully diluted?"
        hint="Before the grant"
        type="number"
        value={companyShares === undefined ? undefined : String(companyShares)}
      />
    </>
  );
