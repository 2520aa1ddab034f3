/** The words that an officer attests, by version: what somebody once said is never reworded. */
export const attestations = {
  "2026-11":
    "I am authorised to make this statement for the licensee. I have checked it against the books from which it was drawn, and it is true and complete to the best of my knowledge. I know that the NHS may audit it.",
} as const;
export const currentAttestation = "2026-11" satisfies keyof typeof attestations;
