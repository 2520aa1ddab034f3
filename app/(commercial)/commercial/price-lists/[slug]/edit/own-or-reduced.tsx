import { RadioField, TextField } from "#app/_components/form.tsx";
import { customerKinds } from "#server/access/customer-kind.ts";
import type { DraftPrice } from "#server/pricing/list-rules.ts";
import { inWordsOf } from "#server/pricing/parameter-text.ts";
import { type CustomerKind, headline } from "#server/pricing/rules.ts";
import { inShort } from "./draft.ts";

/** Whether a kind of customer pays what everybody pays, less, or by terms of its own. */
export function OwnOrReduced({
  customer,
  price,
  standard,
}: {
  customer: CustomerKind;
  price: DraftPrice;
  standard: DraftPrice;
}) {
  const own = price.customerKind === customer;
  return (
    <>
      <RadioField
        name="how"
        label={`What does this kind of customer pay? (${customerKinds[customer]})`}
        value={!own ? "standard" : price.reductionBp === undefined ? "own" : "reduction"}
        options={[
          { value: "standard", label: "The same as standard", hint: inShort(standard) },
          {
            value: "reduction",
            label: "A reduction on the standard, worked out for every amount of money",
            hint:
              price.reductionBp === undefined
                ? "Rates, counts and days stay as they are"
                : `Now ${headline(price.terms)}`,
          },
          { value: "own", label: "Terms of its own, as in the fields below" },
        ]}
      />
      <TextField
        name="reduction"
        label="Reduction (%)"
        hint="Counts only if you chose a reduction"
        value={
          price.reductionBp === undefined ? "" : inWordsOf("percent", price.reductionBp).replace("%", "")
        }
        short
      />
      <h2>Terms of its own</h2>
    </>
  );
}
