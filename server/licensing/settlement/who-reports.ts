/**
 * Whose word a fact is. A member reports what was used or handed in; sales and profit are attested by a signatory,
 * as statements or as an estimate;
 * what the NHS did, accepted or decided is recorded by a commercial manager. `ended` and `conceded` are never
 * reported: they follow from a decision by two people.
 */
export const buyerFacts = {
  reported: ["used", "submitted", "reported_use", "destroyed", "closed", "seated", "launched"],
  attested: ["estimated"],
} as const;

export const nhsFacts = [
  "accepted",
  "rejected",
  "worked",
  "spent",
  "completed",
  "reached",
  "changed",
  "commercialised",
  "allotted",
  "issued",
  "valued",
  "dividend",
  "exit",
  "audited",
  "used_quota",
  "reordered",
  "indexed",
  "vested",
  "certified",
  "split",
  "converted",
  "disposed",
  "escrow_released",
] as const;
