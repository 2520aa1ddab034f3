import { amount, csvRow } from "#server/lib/csv.ts";
import { formatDate, formatDateShort } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";
import { newPaper } from "#server/pdf/layout.ts";
import type { readAccount } from "./store.ts";

type Account = Awaited<ReturnType<typeof readAccount>>;

/** "Meridian owes £10.00." or "We owe Meridian £10.00." */
export function owesInWords(name: string, pence: bigint): string {
  if (pence === 0n) return `${name} owes nothing, and is owed nothing.`;
  return pence > 0n ? `${name} owes ${pounds(pence)}.` : `We owe ${name} ${pounds(-pence)}.`;
}

/** The statement as a file: a row a day and what happened, between what was owed before and after. */
export const accountCsv = ({ from, to, openingPence, closingPence, entries }: Account): string =>
  [
    csvRow(["date", "what", "amount", "balance"]),
    csvRow([from, "Opening balance", null, amount(openingPence)]),
    ...entries.map(({ on, words, pence, balancePence }) =>
      csvRow([on, words, amount(pence), amount(balancePence)]),
    ),
    csvRow([to, "Closing balance", null, amount(closingPence)]),
  ].join("");

/** The same as a paper. */
export function accountPdf(account: Account, seller: string): Promise<Uint8Array<ArrayBuffer>> {
  const { customer, from, to, openingPence, closingPence, entries } = account;
  const paper = newPaper({
    title: "Statement of account",
    date: to,
    footer: `Statement of account · ${seller}`,
  });
  paper.title("Statement of account");
  paper.blocks([{ title: "Customer", lines: [customer.name, ...customer.address.split("\n")] }]);
  paper.facts([
    ["From", formatDate(from)],
    ["Up to and including", formatDate(to)],
    ["On the last day", owesInWords(customer.name, closingPence)],
  ]);
  const money = { width: 90, amount: true };
  paper.table(
    [
      { header: "Date", width: 90 },
      { header: "What happened", width: paper.width - 270 },
      { header: "Amount", ...money },
      { header: "Balance", ...money },
    ],
    [
      [formatDateShort(from), "Opening balance", "", pounds(openingPence)],
      ...entries.map(({ on, words, pence, balancePence }) => [
        formatDateShort(on),
        words,
        pounds(pence),
        pounds(balancePence),
      ]),
    ],
    [[formatDateShort(to), "Closing balance", "", pounds(closingPence)]],
  );
  paper.paragraph("VAT included. What is paid in kind is not on this account.", { quiet: true });
  return paper.finish();
}
