import { type Kind, kinds, modelOf } from "#server/commercial-models/index.ts";

/** Number, name and colour of each model, as it says them itself. */
export const modelFace = Object.fromEntries(
  kinds.map((kind) => {
    const { number, title, colour, ink } = modelOf(kind);
    return [kind, { number, title, colour, ink }];
  }),
) as Record<Kind, { number: number; title: string; colour: string; ink: string }>;

export const kindsInOrder = kinds;

export const policyWords = {
  routine: "routine",
  needs_approval: "needs approval",
  needs_board: "needs the board",
} as const;
