import type { Case } from "./case.ts";

const allotted = { component: "shares", fact: "allotted", on: "2026-07-01" };
const cheapIssue = {
  component: "shares",
  fact: "issued",
  on: "2027-09-30",
  price: 800,
  money: 300_000_000,
  dilutedBefore: 1_000_000,
};

/** Shares: VAT in money, more shares after a cheap issue, a dividend and a sale. */
export const equityShare: readonly Case[] = [
  {
    title: "50,000 shares for access: VAT is paid in money, the nominal value is paid up",
    sums: ["50,000 × £12.40 = £620,000.00; VAT 20% £124,000.00 in money; 50,000 × £0.01 = £500.00"],
    life: {
      term: { from: "2026-07-01", to: "2031-07-01" },
      components: [
        { id: "shares", terms: { kind: "equity_share", shares: 50_000, nominal: 1, price: 1240 } },
      ],
      facts: [allotted],
      until: "2026-07-01",
    },
    documents: [
      [
        "invoice IN-0001, 2026-07-01, due 2026-07-31: £620,000.00 + VAT £124,000.00 (S), £124,000.00 in money",
        "shares/allotment £620,000.00",
      ],
    ],
    obligations: [
      "shares/allotment, share_allotment by 2026-07-01, accepted: Allotment of 50,000 shares",
      "shares/certificate, share_certificate by 2026-09-01, due: Share certificate",
    ],
    balances: {
      "1100": "£124,000.00",
      "1120": "£620,500.00",
      "1200": "−£500.00",
      "2200": "−£124,000.00",
      "4100": "−£620,000.00",
    },
  },
  {
    title: "new shares at £8.00: the holding grows by the weighted average and is worth less",
    sums: [
      "£3,000,000.00 ÷ £8.00 = 375,000 new shares; at £12.40 the money would have bought 241,935.48…",
      "£12.40 × (1,000,000 + 241,935.48…) ÷ (1,000,000 + 375,000) = £11.20",
      "50,000 × 12.40 ÷ 11.20 = 55,357.14…, so 55,357 shares, 5,357 more; £53.57 paid up",
      "55,357 × £8.00 = £442,856.00 against £620,500.00 + £53.57: a loss of £177,697.57",
    ],
    life: {
      term: { from: "2026-07-01", to: "2031-07-01" },
      components: [
        {
          id: "shares",
          terms: {
            kind: "equity_share",
            shares: 50_000,
            nominal: 1,
            price: 1240,
            antiDilution: "weighted_average",
          },
        },
      ],
      facts: [allotted, cheapIssue],
      until: "2027-12-31",
    },
    documents: [
      [
        "invoice IN-0001, 2026-07-01, due 2026-07-31: £620,000.00 + VAT £124,000.00 (S), £124,000.00 in money",
        "shares/allotment £620,000.00",
      ],
    ],
    obligations: [
      "shares/allotment, share_allotment by 2026-07-01, accepted: Allotment of 50,000 shares",
      "shares/certificate, share_certificate by 2026-09-01, due: Share certificate",
    ],
    balances: {
      "1100": "£124,000.00",
      "1120": "£442,856.00",
      "1200": "−£553.57",
      "2200": "−£124,000.00",
      "4100": "−£620,000.00",
      "4190": "£177,697.57",
    },
  },
  {
    title: "a dividend, then the company is sold: costs first, a tenth in escrow",
    sums: [
      "55,357 × £0.35 = £19,374.95",
      "(£60,000,000.00 − £900,000.00) × 55,357/1,380,357 = £2,370,110.558… = £2,370,110.56",
      "10% in escrow £237,011.06, in money £2,133,099.50; gain £2,370,110.56 − £442,856.00 = £1,927,254.56",
    ],
    life: {
      term: { from: "2026-07-01", to: "2031-07-01" },
      components: [
        {
          id: "shares",
          terms: {
            kind: "equity_share",
            shares: 50_000,
            nominal: 1,
            price: 1240,
            antiDilution: "weighted_average",
            escrowBp: 1000,
          },
        },
      ],
      facts: [
        allotted,
        cheapIssue,
        { component: "shares", fact: "dividend", on: "2028-06-30", perShare: 35 },
        {
          component: "shares",
          fact: "exit",
          on: "2029-03-15",
          proceeds: 6_000_000_000,
          costs: 90_000_000,
          diluted: 1_380_357,
        },
      ],
      until: "2029-12-31",
    },
    documents: [
      [
        "invoice IN-0001, 2026-07-01, due 2026-07-31: £620,000.00 + VAT £124,000.00 (S), £124,000.00 in money",
        "shares/allotment £620,000.00",
      ],
    ],
    obligations: [
      "shares/allotment, share_allotment by 2026-07-01, accepted: Allotment of 50,000 shares",
      "shares/certificate, share_certificate by 2026-09-01, due: Share certificate",
      "shares/escrow, escrow_release by 2030-03-15, due, £237,011.06: Escrow",
    ],
    balances: {
      "1100": "£124,000.00",
      "1130": "£237,011.06",
      "1200": "£2,151,920.88",
      "2200": "−£124,000.00",
      "4100": "−£620,000.00",
      "4160": "−£19,374.95",
      "4180": "−£1,927,254.56",
      "4190": "£177,697.57",
    },
  },
];
