import { MoneyField, TextField } from "#app/_components/form.tsx";
import type { Expected as Said } from "#server/commercial-models/engine/outlook.ts";
import { type Kind, modelOf } from "#server/commercial-models/index.ts";

/** What the value of the deal is calculated on, where the model needs it. */
export function Expected({ kind, unit, ...said }: { kind: Kind; unit: string } & Said) {
  const { expects, title } = modelOf(kind);
  if (!expects) return null;
  const field = {
    name: expects.name,
    label: expects.question(unit),
    hint: `The NHS calculates the value of ${title.toLowerCase()} deals on it, to know who has to approve. It binds nobody.`,
    value: said[expects.name],
  };
  return expects.typed === "money" ? <MoneyField {...field} /> : <TextField {...field} />;
}
