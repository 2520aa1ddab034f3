/**
 * The reference a payer writes on a transfer: HDM, nine digits, two check digits (ISO 7064 mod 97-10), 14 characters.
 * Fits the 18 characters of a Bacs file and what banks take in a reference: capitals and digits.
 * The first digit names the series (invoices 1, debit notes 2), so that no two documents share one.
 */
export function paymentReference(series: "INV" | "DN" | "CN", sequence: number): string {
  const digit = { INV: "1", DN: "2", CN: "3" }[series];
  const body = `HDM${digit}${String(sequence).padStart(8, "0")}`;
  return body + String(98n - (asNumber(`${body}00`) % 97n)).padStart(2, "0");
}

/** The reference found anywhere in what a bank passed on, whatever its case, spaces and punctuation; null when none checks. */
export function findPaymentReference(received: string): string | null {
  const text = received.toUpperCase().replace(/[^A-Z0-9]/g, "");
  for (const [candidate] of text.matchAll(/HDM\d{11}/g)) {
    if (asNumber(candidate) % 97n === 1n) return candidate;
  }
  return null;
}

// ISO 7064: letters count as two digits, A = 10 to Z = 35.
const asNumber = (text: string) =>
  BigInt(text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55)));
