import { Figures } from "#app/_components/layout-parts.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { pounds } from "#server/lib/money.ts";
import { countInWords, ownershipInWords } from "#server/licensing/holdings/in-words.ts";

/** What is held, what it cost, what it is worth and what it brought. */
export const Totals = ({
  shares: { held, ownership, totals },
}: {
  shares: Pick<AppOutputs["licensing"]["shares"], "held" | "ownership" | "totals">;
}) => (
  <Figures
    items={[
      {
        label: "Held",
        value: countInWords(held),
        note: ownership === null ? undefined : `${ownershipInWords(ownership)} of the company`,
      },
      { label: "Cost", value: pounds(totals.cost), note: "agreed and nominal value" },
      {
        label: "Fair value",
        value: pounds(totals.fairValue),
        note: totals.escrow > 0n ? `and ${pounds(totals.escrow)} in escrow` : "of what is held",
      },
      {
        label: "Money received",
        value: pounds(totals.dividends + totals.proceeds),
        note: `${pounds(totals.dividends)} dividends, ${pounds(totals.proceeds)} from shares that went`,
      },
      {
        label: totals.gain < 0n ? "Loss so far" : "Gain so far",
        value: pounds(totals.gain),
        note: "value and money, less cost",
        ...(totals.gain < 0n && { tone: "bad" as const }),
      },
    ]}
  />
);
