import type { Case } from "./case.ts";

const returned = {
  kind: "data_return",
  agreedValue: 6_000_000,
  deliverables: [
    { id: "D1", weightBp: 6000, due: "2026-06-30" },
    { id: "D2", weightBp: 4000, due: "2026-09-30" },
  ],
  damagesBpPerWeek: 50,
  damagesCapBp: 1000,
  longStop: "2027-01-01",
  fallbackFee: 7_500_000,
};

/** Data in return: an invoice paid in kind, and what happens when the data comes late or never. */
export const dataReturn: readonly Case[] = [
  {
    title: "both datasets come in time: the invoice in kind is used up and nobody owes anything",
    sums: [
      "£60,000.00 with VAT: £60,000.00 × 20/120 = £10,000.00 VAT, £50,000.00 net",
      "60%: £30,000.00 + £6,000.00; 40%: £20,000.00 + £4,000.00",
    ],
    life: {
      term: { from: "2026-04-01", to: "2027-04-01" },
      components: [{ id: "data", terms: returned }],
      facts: [
        { component: "data", fact: "accepted", on: "2026-06-24", deliverable: "D1" },
        { component: "data", fact: "accepted", on: "2026-09-30", deliverable: "D2" },
      ],
      until: "2027-06-01",
    },
    documents: [
      [
        "barter invoice IN-0001, 2026-04-01: £50,000.00 + VAT £10,000.00 (S), £0.00 in money",
        "data/barter £50,000.00",
      ],
    ],
    obligations: [
      "data/D1, deliverable by 2026-06-30, accepted: D1, 60% of the value",
      "data/D1/vat-invoice, partner_vat_invoice by 2026-06-24, due, £36,000.00: Partner invoices D1",
      "data/D2, deliverable by 2026-09-30, accepted: D2, 40% of the value",
      "data/D2/vat-invoice, partner_vat_invoice by 2026-09-30, due, £24,000.00: Partner invoices D2",
    ],
    balances: { "1300": "£50,000.00", "1400": "£10,000.00", "2200": "−£10,000.00", "4170": "−£50,000.00" },
  },
  {
    title: "the second comes 26 days late: four started weeks of damages, without VAT",
    sums: ["26 days are 4 started weeks × 0.5% = 2% of £20,000.00 = £400.00"],
    life: {
      term: { from: "2026-04-01", to: "2027-04-01" },
      components: [{ id: "data", terms: returned }],
      facts: [
        { component: "data", fact: "accepted", on: "2026-06-24", deliverable: "D1" },
        { component: "data", fact: "accepted", on: "2026-10-26", deliverable: "D2" },
      ],
      until: "2027-06-01",
    },
    documents: [
      [
        "barter invoice IN-0001, 2026-04-01: £50,000.00 + VAT £10,000.00 (S), £0.00 in money",
        "data/barter £50,000.00",
      ],
      [
        "debit note IN-0002, 2026-10-26, due 2026-11-25: £400.00 + VAT £0.00 (O), £400.00 in money",
        "data/D2/damages £400.00",
      ],
    ],
    obligations: [
      "data/D1, deliverable by 2026-06-30, accepted: D1, 60% of the value",
      "data/D1/vat-invoice, partner_vat_invoice by 2026-06-24, due, £36,000.00: Partner invoices D1",
      "data/D2, deliverable by 2026-09-30, late: D2, 40% of the value",
      "data/D2/vat-invoice, partner_vat_invoice by 2026-10-26, due, £24,000.00: Partner invoices D2",
    ],
    balances: {
      "1100": "£400.00",
      "1300": "£50,000.00",
      "1400": "£10,000.00",
      "2200": "−£10,000.00",
      "4170": "−£50,000.00",
      "4210": "−£400.00",
    },
  },
  {
    title: "the second never comes: at the long-stop its part of the invoice is credited and a fee falls due",
    sums: [
      "30 September to 1 January is 93 days, 14 started weeks × 0.5% = 7% of £20,000.00 = £1,400.00",
      "credited £20,000.00 + £4,000.00; fee 40% of £75,000.00 = £30,000.00 + £6,000.00",
      "275 of 365 days have gone by: of £30,000.00 in kind and of the fee of £30,000.00 alike, £22,602.74 is earned and £7,397.26 waits",
    ],
    life: {
      term: { from: "2026-04-01", to: "2027-04-01" },
      components: [{ id: "data", terms: returned }],
      facts: [{ component: "data", fact: "accepted", on: "2026-06-24", deliverable: "D1" }],
      until: "2027-01-01",
    },
    documents: [
      [
        "barter invoice IN-0001, 2026-04-01: £50,000.00 + VAT £10,000.00 (S), £0.00 in money",
        "data/barter £50,000.00",
      ],
      [
        "credit note CN-0002 of IN-0001, 2027-01-01: £20,000.00 + VAT £4,000.00 (S), £0.00 in money",
        "data/barter #1 £20,000.00",
      ],
      [
        "debit note IN-0003, 2027-01-01, due 2027-01-31: £1,400.00 + VAT £0.00 (O), £1,400.00 in money",
        "data/D2/damages £1,400.00",
      ],
      [
        "invoice IN-0004, 2027-01-01, due 2027-01-31: £30,000.00 + VAT £6,000.00 (S), £36,000.00 in money",
        "data/fallback £30,000.00",
      ],
    ],
    obligations: [
      "data/D1, deliverable by 2026-06-30, accepted: D1, 60% of the value",
      "data/D1/vat-invoice, partner_vat_invoice by 2026-06-24, due, £36,000.00: Partner invoices D1",
      "data/D2, deliverable by 2026-09-30, failed: D2, 40% of the value",
    ],
    balances: {
      "1100": "£37,400.00",
      "1300": "£30,000.00",
      "1400": "£6,000.00",
      "2100": "−£14,794.52",
      "2200": "−£12,000.00",
      "4100": "−£22,602.74",
      "4170": "−£22,602.74",
      "4210": "−£1,400.00",
    },
  },
];
