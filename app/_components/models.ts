import type { Kind } from "#server/commercial-models/index.ts";

/** Number, name and colour of the nine; these never change (server/decisions/0009). Ink on light squares, white on dark ones. */
export const modelFace: Record<Kind, { number: number; title: string; colour: string; ink: string }> = {
  free_access: { number: 1, title: "Free access", colour: "#aeb7bd", ink: "#212b32" },
  data_return: { number: 2, title: "Data in return", colour: "#00a499", ink: "#212b32" },
  cost_recovery: { number: 3, title: "Cost recovery", colour: "#5b6b78", ink: "#ffffff" },
  one_off_fee: { number: 4, title: "One-off fee", colour: "#41b6e6", ink: "#212b32" },
  subscription: { number: 5, title: "Subscription", colour: "#005eb8", ink: "#ffffff" },
  usage_based: { number: 6, title: "Usage-based", colour: "#330072", ink: "#ffffff" },
  royalty: { number: 7, title: "Royalty", colour: "#ae2573", ink: "#ffffff" },
  equity_share: { number: 8, title: "Equity share", colour: "#ed8b00", ink: "#212b32" },
  profit_share: { number: 9, title: "Profit share", colour: "#007f3b", ink: "#ffffff" },
};

export const kindsInOrder = Object.keys(modelFace) as Kind[];

export const policyWords = {
  routine: "routine",
  needs_approval: "needs approval",
  needs_board: "needs the board",
} as const;
