import { MoneyField, TextField } from "#app/_components/form.tsx";
import { modelFace } from "#app/_components/models.ts";
import type { Kind } from "#server/commercial-models/index.ts";

/** What the value of the deal is calculated on, where the model needs it. */
export function Expected({
  kind,
  unit,
  usagePerMonth,
  netSalesPerYear,
  profitPerYear,
}: {
  kind: Kind;
  unit: string;
  usagePerMonth?: string | undefined;
  netSalesPerYear?: string | undefined;
  profitPerYear?: string | undefined;
}) {
  const why = `The NHS calculates the value of ${modelFace[kind].title.toLowerCase()} deals on it, to know who has to approve. It binds nobody.`;
  if (kind === "usage_based")
    return (
      <TextField
        name="usagePerMonth"
        label={`How many ${unit}s do you expect to use a month?`}
        hint={why}
        value={usagePerMonth}
      />
    );
  if (kind === "royalty")
    return (
      <MoneyField
        name="netSalesPerYear"
        label="What net sales do you expect a year?"
        hint={why}
        value={netSalesPerYear}
      />
    );
  if (kind === "profit_share")
    return (
      <MoneyField
        name="profitPerYear"
        label="What profit do you expect a year?"
        hint={why}
        value={profitPerYear}
      />
    );
  return null;
}
