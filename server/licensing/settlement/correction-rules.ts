import type { FactForm } from "#server/commercial-models/engine/fact-form.ts";
import { poundsEach } from "#server/commercial-models/engine/unit-price.ts";
import { formatDate } from "#server/lib/dates.ts";

/** What was said under one name, as it is stored: the day, the evidence and the figures in pence. */
export type Said = { on: string; evidence: string; body: Readonly<Record<string, unknown>> };

/** How one thing that was reported differs from what was said of it before: "Money that came in was £1,000.00 and is now £2,000.00". Empty when it is the same. */
export function changesInWords(before: Said, now: Said, form: FactForm | undefined): string[] {
  const names = [...new Set([...Object.keys(before.body), ...Object.keys(now.body)])];
  return [
    ...changed("The day", formatDate(before.on), formatDate(now.on)),
    ...names.flatMap((name) => {
      const field = form?.fields.find((one) => one.name === name);
      const isMoney = field?.type === "money" || field?.type === "unit";
      const inWords = (value: unknown) =>
        value === undefined
          ? "not said"
          : isMoney
            ? poundsEach(String(value))
            : typeof value === "object"
              ? JSON.stringify(value)
              : String(value);
      return changed(field?.label ?? name, inWords(before.body[name]), inWords(now.body[name]));
    }),
    ...changed("The evidence", before.evidence || "none", now.evidence || "none"),
  ];
}

const changed = (what: string, was: string, is: string) =>
  was === is ? [] : [`${what} was ${was} and is now ${is}`];
