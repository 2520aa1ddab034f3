import { choice, named, number } from "../../engine/fact-form.ts";
import type { Reports } from "../../engine/model.ts";
import type { Fact, Terms } from "./terms.ts";

export const reports = {
  forms: [
    {
      fact: "changed",
      title: "Change the subscription",
      say: "Change",
      by: "record",
      on: "From which day?",
      fields: [
        choice("tier", "Tier", ({ tiers }) => Object.keys(tiers ?? {})),
        number("quantity", "How many?", true),
      ],
      body: ({ tier, quantity }) => ({ tier, ...(quantity && { quantity: Number(quantity) }) }),
      id: named("changed"),
    },
    {
      fact: "indexed",
      title: "Record the index",
      say: "Record index",
      by: "record",
      on: "Day it was published",
      fields: [
        { name: "change", label: "Change in per cent", type: "text", hint: "Like 3.5, or -1.2 for a fall" },
      ],
      body: ({ change }) => ({ bp: inBp(change) }),
      id: named("index"),
    },
    {
      fact: "seated",
      title: "Report seats in use",
      say: "Report seats",
      by: "report",
      on: "From which day?",
      fields: [number("seats", "Seats in use")],
      body: ({ seats }) => ({ seats: Number(seats) }),
      id: named("seats"),
    },
  ],
  promises: {},
} satisfies Partial<Reports<Terms, Fact>>;

/** "3.5" per cent as 350 basis points; what is no number stays as it is, for the model to refuse by name. */
function inBp(text = ""): number | string {
  const match = /^([-−]?)(\d{1,3})(?:\.(\d{1,2}))?\s*%?$/.exec(text.trim());
  if (!match) return text;
  const size = Number(match[2]) * 100 + Number((match[3] ?? "").padEnd(2, "0"));
  return match[1] ? -size : size;
}
