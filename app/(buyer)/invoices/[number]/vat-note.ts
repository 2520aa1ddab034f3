/** The sentence that VAT law asks for when no VAT, or VAT in an unusual way, is charged. */
export function vatNote({
  vatCategory,
  type,
}: {
  vatCategory: "S" | "AE" | "O";
  type: string;
}): string | null {
  if (vatCategory === "AE") return "Reverse charge: the customer accounts for VAT in their own country.";
  if (vatCategory === "O") return "Outside the scope of UK VAT.";
  if (type === "barter_invoice")
    return "Paid in kind: settled by the curated dataset that the customer returns.";
  return null;
}
