import type { Case } from "./case.ts";

const guaranteed = {
  kind: "royalty",
  bands: [
    { upTo: 1_000_000_000, rateBp: 200 },
    { upTo: 2_500_000_000, rateBp: 250 },
    { upTo: null, rateBp: 300 },
  ],
  deductionCapBp: 1000,
  guarantee: 30_000_000,
};
const firstHalf = [
  {
    component: "royalty",
    fact: "reported",
    on: "2026-01-01",
    known: "2026-05-15",
    sales: [{ on: "2026-03-31", gross: 620_000_000, deductions: 41_234_567 }],
  },
  {
    component: "royalty",
    fact: "reported",
    on: "2026-04-01",
    known: "2026-08-14",
    sales: [{ on: "2026-06-30", gross: 745_000_000, deductions: 90_120_000 }],
  },
];
const secondHalf = [
  {
    component: "royalty",
    fact: "reported",
    on: "2026-07-01",
    known: "2026-11-14",
    sales: [{ on: "2026-09-30", gross: 393_600_000, deductions: 0 }],
  },
  {
    component: "royalty",
    fact: "reported",
    on: "2026-10-01",
    known: "2027-02-14",
    sales: [{ on: "2026-12-31", gross: 408_808_640, deductions: 0 }],
  },
];

/** A royalty: bands, a guarantee that is recouped, an audit, foreign sales, and the end of the royalty term. */
export const royalty: readonly Case[] = [
  {
    title: "two quarters stay below the guarantee: nothing more is payable",
    sums: [
      "£6,200,000.00 − £412,345.67 = £5,787,654.33; 2% = £115,753.0866 = £115,753.09",
      "deductions capped at 10%: £7,450,000.00 − £745,000.00 = £6,705,000.00; year to date £12,492,654.33",
      "2% of £10,000,000.00 + 2.5% of £2,492,654.33 = £262,316.35825 = £262,316.36; less £115,753.09 = £146,563.27",
      "£300,000.00 − £262,316.36 = £37,683.64 of the guarantee is left",
    ],
    life: {
      term: { from: "2026-01-01", to: "2027-01-01" },
      components: [{ id: "royalty", terms: guaranteed }],
      facts: firstHalf,
      until: "2026-12-30",
    },
    documents: [
      [
        "invoice IN-0001, 2026-01-01, due 2026-01-31: £300,000.00 + VAT £60,000.00 (S), £360,000.00 in money",
        "royalty/2026-01-01/guarantee £300,000.00",
      ],
    ],
    obligations: [
      "royalty/2026-01-01/report, royalty_report by 2026-05-15, accepted: Royalty statement for the quarter to 31 March 2026",
      "royalty/2026-04-01/report, royalty_report by 2026-08-14, accepted: Royalty statement for the quarter to 30 June 2026",
      "royalty/2026-07-01/report, royalty_report by 2026-11-14, due: Royalty statement for the quarter to 30 September 2026",
      "royalty/2026-10-01/report, royalty_report by 2027-02-14, due: Royalty statement for the quarter to 31 December 2026",
    ],
    balances: { "1100": "£360,000.00", "2200": "−£60,000.00", "2400": "−£37,683.64", "4130": "−£262,316.36" },
  },
  {
    title: "the third quarter uses the guarantee up, what is beyond it is invoiced",
    sums: [
      "third quarter 2.5% of £3,936,000.00 = £98,400.00; £37,683.64 recouped, £60,716.36 payable",
      "fourth quarter 2.5% of £4,088,086.40 = £102,202.16",
      "£300,000.00 + £60,716.36 + £102,202.16 = £462,918.52 in the year",
    ],
    life: {
      term: { from: "2026-01-01", to: "2027-01-01" },
      components: [{ id: "royalty", terms: guaranteed }],
      facts: [...firstHalf, ...secondHalf],
      until: "2027-06-30",
    },
    documents: [
      [
        "invoice IN-0001, 2026-01-01, due 2026-01-31: £300,000.00 + VAT £60,000.00 (S), £360,000.00 in money",
        "royalty/2026-01-01/guarantee £300,000.00",
      ],
      [
        "invoice IN-0002, 2026-11-14, due 2026-12-14: £60,716.36 + VAT £12,143.27 (S), £72,859.63 in money",
        "royalty/2026-07-01 £60,716.36",
      ],
      [
        "invoice IN-0003, 2027-02-14, due 2027-03-16: £102,202.16 + VAT £20,440.43 (S), £122,642.59 in money",
        "royalty/2026-10-01 £102,202.16",
      ],
    ],
    obligations: [
      "royalty/2026-01-01/report, royalty_report by 2026-05-15, accepted: Royalty statement for the quarter to 31 March 2026",
      "royalty/2026-04-01/report, royalty_report by 2026-08-14, accepted: Royalty statement for the quarter to 30 June 2026",
      "royalty/2026-07-01/report, royalty_report by 2026-11-14, accepted: Royalty statement for the quarter to 30 September 2026",
      "royalty/2026-10-01/report, royalty_report by 2027-02-14, accepted: Royalty statement for the quarter to 31 December 2026",
    ],
    balances: { "1100": "£555,502.22", "2200": "−£92,583.70", "4130": "−£462,918.52" },
  },
  {
    title: "an audit finds sales: extra royalty with VAT, interest and the cost of the audit without",
    sums: [
      "2.5% of £1,350,000.00 = £33,750.00 more in the second quarter; it uses the guarantee up sooner and falls due with the third",
      "2.5% of £420,500.50 = £10,512.5125 = £10,512.51 more in the fourth; together £44,262.51, VAT £8,852.50",
      "£44,262.51 of £507,181.03 is 8.73%, more than 5%: the cost of £18,500.00 is charged",
      "£33,750.00 × (3.75% + 8%) × 321/365 = £3,487.58; £10,512.51 × (3.5% + 8%) × 229/365 = £758.48; together £4,246.06",
    ],
    life: {
      term: { from: "2026-01-01", to: "2027-01-01" },
      components: [{ id: "royalty", terms: guaranteed }],
      facts: [
        ...firstHalf,
        ...secondHalf,
        {
          component: "royalty",
          fact: "audited",
          id: "audit",
          on: "2027-10-31",
          cost: 1_850_000,
          additions: [
            { quarter: "2026-04-01", net: 135_000_000 },
            { quarter: "2026-10-01", net: 42_050_050 },
          ],
        },
      ],
      closes: [{ through: "2027-03-31", on: "2027-05-31" }],
      until: "2027-12-31",
    },
    documents: [
      [
        "invoice IN-0001, 2026-01-01, due 2026-01-31: £300,000.00 + VAT £60,000.00 (S), £360,000.00 in money",
        "royalty/2026-01-01/guarantee £300,000.00",
      ],
      [
        "invoice IN-0002, 2026-11-14, due 2026-12-14: £60,716.36 + VAT £12,143.27 (S), £72,859.63 in money",
        "royalty/2026-07-01 £60,716.36",
      ],
      [
        "invoice IN-0003, 2027-02-14, due 2027-03-16: £102,202.16 + VAT £20,440.43 (S), £122,642.59 in money",
        "royalty/2026-10-01 £102,202.16",
      ],
      [
        "invoice IN-0004, 2027-10-31, due 2027-11-30: £44,262.51 + VAT £8,852.50 (S), £53,115.01 in money",
        "royalty/2026-07-01 #1 £33,750.00",
        "royalty/2026-10-01 #1 £10,512.51",
      ],
      [
        "debit note IN-0005, 2027-10-31, due 2027-11-30: £4,246.06 + VAT £0.00 (O), £4,246.06 in money",
        "royalty/2026-01-01/interest:audit £4,246.06",
      ],
      [
        "debit note IN-0006, 2027-10-31, due 2027-11-30: £18,500.00 + VAT £0.00 (O), £18,500.00 in money",
        "royalty/audit-cost:audit £18,500.00",
      ],
    ],
    obligations: [
      "royalty/2026-01-01/report, royalty_report by 2026-05-15, accepted: Royalty statement for the quarter to 31 March 2026",
      "royalty/2026-04-01/report, royalty_report by 2026-08-14, accepted: Royalty statement for the quarter to 30 June 2026",
      "royalty/2026-07-01/report, royalty_report by 2026-11-14, accepted: Royalty statement for the quarter to 30 September 2026",
      "royalty/2026-10-01/report, royalty_report by 2027-02-14, accepted: Royalty statement for the quarter to 31 December 2026",
    ],
    balances: {
      "1100": "£631,363.29",
      "2200": "−£101,436.20",
      "4130": "−£507,181.03",
      "4200": "−£4,246.06",
      "4210": "−£18,500.00",
    },
  },
  {
    title: "three months of sales in euros, each turned into pounds at its own rate and rounded",
    sums: [
      "€812,345.67 × 0.8563 = £695,611.60; €640,000.00 × 0.8541 = £546,624.00; €893,333.23 × 0.8579 = £766,390.58",
      "2% of £2,008,626.18 = £40,172.5236 = £40,172.52",
    ],
    life: {
      term: { from: "2027-01-01", to: "2028-01-01" },
      components: [{ id: "royalty", terms: { kind: "royalty", bands: [{ upTo: null, rateBp: 200 }] } }],
      facts: [
        {
          component: "royalty",
          fact: "reported",
          on: "2027-01-01",
          known: "2027-05-15",
          sales: [
            { on: "2027-01-28", gross: 81_234_567, fx: "0.8563" },
            { on: "2027-02-28", gross: 64_000_000, fx: "0.8541" },
            { on: "2027-03-28", gross: 89_333_323, fx: "0.8579" },
          ],
        },
      ],
      until: "2027-06-30",
    },
    documents: [
      [
        "invoice IN-0001, 2027-05-15, due 2027-06-14: £40,172.52 + VAT £8,034.50 (S), £48,207.02 in money",
        "royalty/2027-01-01 £40,172.52",
      ],
    ],
    obligations: [
      "royalty/2027-01-01/report, royalty_report by 2027-05-15, accepted: Royalty statement for the quarter to 31 March 2027",
      "royalty/2027-04-01/report, royalty_report by 2027-08-14, due: Royalty statement for the quarter to 30 June 2027",
    ],
    balances: { "1100": "£48,207.02", "2200": "−£8,034.50", "4130": "−£40,172.52" },
  },
  {
    title: "the royalty term ends on 20 May: sales from that day on bear nothing, and a half penny rounds up",
    sums: ["£41,500.00 + £27,601.50 = £69,101.50; 3% = £2,073.045 = £2,073.05"],
    life: {
      term: { from: "2027-01-01", to: "2028-01-01" },
      components: [
        {
          id: "royalty",
          terms: { kind: "royalty", bands: [{ upTo: null, rateBp: 300 }], salesEnd: "2027-05-20" },
        },
      ],
      facts: [
        {
          component: "royalty",
          fact: "reported",
          on: "2027-04-01",
          known: "2027-08-14",
          sales: [
            { on: "2027-04-30", gross: 4_150_000 },
            { on: "2027-05-19", gross: 2_760_150 },
            { on: "2027-05-20", gross: 990_000 },
            { on: "2027-06-30", gross: 3_870_000 },
          ],
        },
      ],
      until: "2027-09-30",
    },
    documents: [
      [
        "invoice IN-0001, 2027-08-14, due 2027-09-13: £2,073.05 + VAT £414.61 (S), £2,487.66 in money",
        "royalty/2027-04-01 £2,073.05",
      ],
    ],
    obligations: [
      "royalty/2027-01-01/report, royalty_report by 2027-05-15, due: Royalty statement for the quarter to 31 March 2027",
      "royalty/2027-04-01/report, royalty_report by 2027-08-14, accepted: Royalty statement for the quarter to 30 June 2027",
      "royalty/2027-07-01/report, royalty_report by 2027-11-14, due: Royalty statement for the quarter to 30 September 2027",
    ],
    balances: { "1100": "£2,487.66", "2200": "−£414.61", "4130": "−£2,073.05" },
  },
];
