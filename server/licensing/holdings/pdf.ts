import { formatDate } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";
import { newPaper } from "#server/pdf/layout.ts";
import { countInWords, ownershipInWords, rightsInWords, signed, withCounts } from "./in-words.ts";
import type { readShares } from "./shares.ts";

export type Holding = Awaited<ReturnType<typeof readShares>>;

/** The holding of shares under a licence on a day: what is held, the register, what it came to and the rights. */
export function holdingPdf(holding: Holding): Promise<Uint8Array<ArrayBuffer>> {
  const { totals } = holding;
  const title = `Holding statement ${holding.reference}`;
  const paper = newPaper({ title, date: holding.asOf, footer: `${title} · ${formatDate(holding.asOf)}` });

  paper.title(title);
  paper.facts([
    ["Holder", holding.holder],
    ["Company", holding.company],
    ["Licence", `${holding.reference}, ${holding.title}`],
    ["As of", formatDate(holding.asOf)],
    ["Held", `${countInWords(holding.held)} ${holding.shareClass} shares`],
    ["Of the company", ownershipInWords(holding.ownership)],
  ]);

  paper.section("Register");
  if (holding.register.length === 0) paper.paragraph("No share was allotted yet.");
  else
    paper.table(
      [
        { header: "Event", width: paper.width - 270 },
        { header: "Change", width: 60, amount: true },
        { header: "Held", width: 60, amount: true },
        { header: "Carried at", width: 75, amount: true },
        { header: "Money", width: 75, amount: true },
      ],
      holding.register.map((entry) => [
        {
          text: withCounts(entry.event),
          note: `${formatDate(entry.on)}${entry.ownership === null ? "" : `, ${ownershipInWords(entry.ownership)} of the company`}`,
        },
        entry.change === 0n ? "none" : signed(entry.change),
        countInWords(entry.held),
        pounds(entry.carrying),
        pounds(entry.cash),
      ]),
    );

  paper.section("What it came to");
  paper.table(
    [
      { header: "What", width: paper.width - 110 },
      { header: "Amount", width: 110, amount: true },
    ],
    [
      ["Fair value of what is held", pounds(totals.fairValue)],
      ["Dividends received", pounds(totals.dividends)],
      ["Proceeds of shares that went, escrow that came in", pounds(totals.proceeds)],
      ["Held in escrow", pounds(totals.escrow)],
      ["Cost: agreed and nominal value", pounds(-totals.cost)],
    ],
    [[totals.gain < 0n ? "Loss" : "Gain", pounds(totals.gain)]],
  );

  paper.section("Rights");
  paper.facts(rightsInWords(holding));
  if (holding.due.length > 0) {
    paper.section("Due");
    paper.facts(
      holding.due.map(({ description, due, state, amount }) => [
        withCounts(description),
        `${state === "accepted" ? "received" : "not received"}${due ? `, due ${formatDate(due)}` : ""}${amount === null ? "" : `, ${pounds(amount)}`}`,
      ]),
    );
  }
  paper.paragraph(
    "Shares are carried at their agreed and nominal value until they are valued or issued at another price, then at that price.",
    { quiet: true },
  );
  return paper.finish();
}
