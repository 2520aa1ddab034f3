/** What happened on a customer's account, by the key of its posting: the name of the entry, and what it is about. */
type What = { words: string; document: string | null };

const patterns: readonly (readonly [RegExp, string])[] = [
  [/^(INV-\d+)$/, "Invoice"],
  [/^(DN-\d+)$/, "Debit note"],
  [/^(CN-\d+)$/, "Credit note"],
  [/^(RC-\S+)(?: identified.*| to .*)?$/, "Payment received"],
  [/^(RC-\S+) (?:reversed|back from .*|back in suspense .*)$/, "Payment taken back"],
  [/^(CN-\d+) refunded \S+ taken back$/, "Refund taken back"],
  [/^(CN-\d+) refunded \S+$/, "Refund paid"],
];

export function whatHappened(key: string): What {
  for (const [pattern, words] of patterns) {
    const found = pattern.exec(key);
    if (found)
      return { words: `${words} ${found[1]}`, document: found[1]!.startsWith("RC") ? null : found[1]! };
  }
  return { words: key, document: null };
}
