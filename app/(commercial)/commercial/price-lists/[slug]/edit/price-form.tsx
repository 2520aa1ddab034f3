import { Form, RadioField, TextArea, TextField } from "#app/_components/form.tsx";
import { type Kind, modelOf } from "#server/commercial-models/index.ts";
import { pounds } from "#server/lib/money.ts";
import { parametersOf } from "#server/pricing/parameters.ts";
import type { CustomerKind } from "#server/pricing/rules.ts";
import { savePrice } from "../../actions.ts";
import { standingWords } from "../../words.ts";
import { type Draft, priceOf } from "./draft.ts";
import { OwnOrReduced } from "./own-or-reduced.tsx";
import { ParameterField } from "./parameter-field.tsx";

/** One model of the list as one kind of customer is offered it: its standing and its terms. */
export function PriceForm({
  slug,
  draft,
  kind,
  customer,
}: {
  slug: string;
  draft: Draft;
  kind: Kind;
  customer: CustomerKind;
}) {
  const price = priceOf(draft, kind, customer);
  const { overTime, perUser } = modelOf(kind);
  return (
    <Form
      action={savePrice}
      submit="Save this model"
      fields={{ slug, revision: String(draft.revision), kind, customer }}
    >
      {customer !== "standard" && (
        <OwnOrReduced customer={customer} price={price} standard={priceOf(draft, kind, "standard")} />
      )}
      <RadioField
        name="standing"
        label="Where does it stand?"
        value={price.standing}
        options={Object.entries(standingWords).map(([value, label]) => ({ value, label }))}
      />
      <TextArea
        name="reason"
        label="Why is it not on offer, or what is approval for?"
        hint="Buyers read it on the page of the dataset"
        value={price.reason}
      />
      <TextField
        name="months"
        label={overTime === null ? "For how many months does the fee stand?" : "Standard length in months"}
        hint={overTime === null ? undefined : `Any length is sold: it is ${overTime}`}
        type="number"
        value={String(price.months)}
      />
      {overTime === null && (
        <TextField
          name="furtherYear"
          label="Each further year (£, optional)"
          hint="Counted by the month. Left empty, nothing longer is sold by the list."
          value={typedPounds(price.furtherYear)}
          short
        />
      )}
      {perUser && (
        <>
          <TextField
            name="users"
            label="For how many named users does the fee stand? (optional)"
            hint="Left empty, for any number"
            type="number"
            value={price.users === null ? "" : String(price.users)}
          />
          <TextField
            name="furtherUser"
            label="Each further named user, a year (£, optional)"
            hint="Left empty, no more are sold by the list"
            value={typedPounds(price.furtherUser)}
            short
          />
        </>
      )}
      <h2>Standard terms</h2>
      <p className="text-ink-2">
        These count unless the model is not on offer. Each number that is saved can then be given a minimum, a
        maximum and a step.
      </p>
      {parametersOf(kind).map((parameter) => (
        <ParameterField
          key={parameter.name}
          kind={kind}
          parameter={parameter}
          value={price.terms?.[parameter.name]}
          limits={price.limits}
        />
      ))}
    </Form>
  );
}

const typedPounds = (pence: number | null): string =>
  pence === null ? "" : pounds(BigInt(pence)).replace("£", "");
