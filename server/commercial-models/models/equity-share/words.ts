import type { Words } from "../../engine/model.ts";
import { poundsEach } from "../../engine/unit-price.ts";
import { inContract } from "./in-contract.ts";
import type { Terms } from "./terms.ts";

export const words = {
  colour: "#ed8b00",
  ink: "#212b32",
  labels: {
    company: "Company",
    shareClass: "Class of shares",
    shares: "Shares",
    nominal: "Nominal value a share",
    price: "Value a share",
    valuation: "Valued by",
    fullyDiluted: "Fully diluted shares",
    vatOnShares: "VAT on the shares",
    antiDilution: "Protection against dilution",
    preferenceBp: "Comes first at a sale, of the agreed value",
    vesting: "Vesting",
    escrowBp: "Held in escrow at exit",
    escrowMonths: "Escrow is released after (months)",
    informationRights: "Information rights",
    preEmption: "May take part in new issues",
  },
  partLabels: { companyBp: "Part of the company", value: "Worth of the shares" },
  choices: {
    none: "none",
    weighted_average: "broad-based weighted average",
    full_ratchet: "full ratchet",
    cash_on_top: "paid in money on top",
    inclusive: "included in the shares",
  },
  idle: ({ escrowBp }) => (escrowBp === 0 ? ["escrowMonths"] : []),
  sentence: ({ shares, price }) =>
    `The NHS takes ${shares.toLocaleString("en-GB")} shares at ${poundsEach(price)} each; you pay VAT on them, and the NHS its part when the company pays dividends or is sold.`,
  inContract,
  explained: {
    due: "Shares at completion; VAT on their value in cash.",
    risk: "The NHS: shares may be worth nothing.",
    report: "Share issues, dividends, a sale of the company.",
    origin: "Shared ownership was named in the press report.",
  },
  example: {
    title: "50,000 shares at £12.40",
    term: { from: "2026-07-01", to: "2031-07-01" },
    terms: { kind: "equity_share", shares: 50_000, nominal: 1, price: 1_240 },
    facts: [{ fact: "allotted", on: "2026-07-01" }],
    until: "2026-07-01",
    document: 0,
  },
  pages: [{ path: "shares", label: "Shares: the register and the holding statement" }],
} satisfies Partial<Words<Terms>>;
