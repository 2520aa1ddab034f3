import { z } from "zod";
import { reviveSteps } from "#server/commercial-models/engine/stored.ts";
import { countryName } from "#server/lib/countries.ts";
import { formatDate, periodInWords } from "#server/lib/dates.ts";
import { percent, pounds } from "#server/lib/money.ts";
import { newPaper } from "#server/pdf/layout.ts";
import type { readInvoice } from "./store/invoices.ts";

type Invoice = Awaited<ReturnType<typeof readInvoice>>;
/** What stands on the paper: nothing that may change after the day of issue. */
export type PaperInvoice = Omit<Invoice, "outstandingPence" | "standing" | "allocations" | "creditNotes">;

const seller = z.object({
  name: z.string(),
  address: z.string(),
  vatNumber: z.string(),
  bankName: z.string(),
  sortCode: z.string(),
  accountNumber: z.string(),
  email: z.string(),
});
const buyer = z.object({
  name: z.string(),
  address: z.string(),
  country: z.string(),
  vatNumber: z.string().nullish(),
});

const titles = {
  invoice: "Invoice",
  barter_invoice: "Invoice paid in kind",
  debit_note: "Debit note",
  credit_note: "Credit note",
} as const;

/** The document as it was issued, with what VAT asks for (VAT Regulations 1995, reg. 14) and how to pay it; the same bytes for ever. */
export function invoicePdf(invoice: PaperInvoice): Promise<Uint8Array<ArrayBuffer>> {
  const from = seller.parse(invoice.seller);
  const to = buyer.parse(invoice.buyer);
  const title = `${titles[invoice.type]} ${invoice.number}`;
  const paper = newPaper({ title, date: invoice.issuedOn, footer: `${title} · ${from.name}` });

  paper.title(title);
  paper.blocks([
    {
      title: "From",
      lines: [from.name, ...from.address.split("\n"), `VAT number ${from.vatNumber}`, from.email],
    },
    {
      title: "To",
      lines: [
        to.name,
        ...to.address.split("\n"),
        countryName(to.country),
        ...(to.vatNumber ? [`VAT number ${to.vatNumber}`] : []),
      ],
    },
  ]);
  paper.facts(factsOf(invoice));

  paper.section(invoice.type === "credit_note" ? "What is credited" : "What is charged");
  const net = { header: "Net", width: 90, amount: true };
  paper.table(
    [{ header: "Description", width: paper.width - 260 }, { header: "Service", width: 170 }, net],
    invoice.lines.flatMap((line) => {
      const period = periodInWords({ from: line.serviceFrom, to: line.serviceTo });
      return reviveSteps(line.parts).map((step, index) => [
        { text: step.description, note: step.workings },
        index === 0 ? period : "",
        pounds(step.net),
      ]);
    }),
    [["Net", "", pounds(invoice.netPence)]],
  );
  paper.table(
    [
      { header: "VAT", width: paper.width - 270 },
      { header: "Rate", width: 90 },
      { header: "On", width: 90, amount: true },
      { ...net, header: "VAT in pounds sterling" },
    ],
    [
      [
        vatWords[invoice.vatCategory],
        percent(invoice.vatRateBp),
        pounds(invoice.netPence),
        pounds(invoice.vatPence),
      ],
    ],
    [["Total with VAT", "", "", pounds(invoice.grossPence)], ...payable(invoice)],
  );

  for (const note of notesOf(invoice)) paper.paragraph(note);
  if (asksForMoney(invoice)) {
    paper.section("How to pay");
    paper.facts([
      ["Pay to", from.name],
      ["Bank", from.bankName],
      ["Sort code", from.sortCode],
      ["Account number", from.accountNumber],
      ["Payment reference", invoice.paymentReference],
      ["Amount", pounds(invoice.payablePence)],
      ...(invoice.dueOn ? [["Due", formatDate(invoice.dueOn)] as const] : []),
    ]);
    paper.paragraph(
      "Quote the payment reference exactly: by it your payment finds this document. Late payment bears statutory interest.",
      { quiet: true },
    );
  }
  return paper.finish();
}

const asksForMoney = ({ type, payablePence }: PaperInvoice) => type !== "credit_note" && payablePence > 0n;

function factsOf(invoice: PaperInvoice): (readonly [string, string])[] {
  return [
    ["Number", invoice.number],
    ["Issued", formatDate(invoice.issuedOn)],
    ["Tax point", formatDate(invoice.taxPoint)],
    ...(invoice.dueOn && asksForMoney(invoice) ? [["Due", formatDate(invoice.dueOn)] as const] : []),
    ...(invoice.corrects ? [["Corrects", invoice.corrects] as const] : []),
    ["Licence", `${invoice.licence.reference}, ${invoice.licence.title}`],
    ...(invoice.purchaseOrder ? [["Your purchase order", invoice.purchaseOrder] as const] : []),
    ...(asksForMoney(invoice) ? [["Payment reference", invoice.paymentReference] as const] : []),
    ...(invoice.reason ? [["Reason", invoice.reason] as const] : []),
  ];
}

const vatWords = { S: "Standard rate", AE: "Reverse charge", O: "Outside the scope of UK VAT" } as const;

const suppliedAbroad =
  "Outside the scope of UK VAT: supplied where the customer belongs or uses it, abroad, or within one VAT registration.";
const outOfScope = {
  invoice: suppliedAbroad,
  barter_invoice: suppliedAbroad,
  debit_note: "Compensation or interest, not a supply: outside the scope of VAT.",
  credit_note: "Outside the scope of UK VAT, like the document that it corrects.",
} as const;

function payable({ type, grossPence, payablePence }: PaperInvoice): string[][] {
  const inKind = grossPence - payablePence;
  const word = type === "credit_note" ? "Credited" : "To pay";
  return [
    ...(inKind > 0n
      ? [[type === "credit_note" ? "Credited in kind" : "Paid in kind", "", "", pounds(inKind)]]
      : []),
    [word, "", "", pounds(payablePence)],
  ];
}

function notesOf({ type, vatCategory, payablePence, grossPence, corrects }: PaperInvoice): string[] {
  return [
    ...(corrects
      ? [
          `This credit note corrects ${corrects}. So much less is outstanding on it; what was paid already is owed to the customer, and is set off against the next invoices or paid back.`,
        ]
      : []),
    ...(vatCategory === "AE"
      ? ["Reverse charge: the customer accounts for VAT in the country where it belongs."]
      : []),
    ...(vatCategory === "O" ? [outOfScope[type]] : []),
    ...(type === "barter_invoice"
      ? [
          "Paid in kind: the customer delivers a curated dataset of this value, VAT included, and invoices it on acceptance. No money is due.",
        ]
      : []),
    ...(type === "invoice" && payablePence < grossPence
      ? ["The net amount is settled in shares; only the amount to pay is due in money."]
      : []),
  ];
}
