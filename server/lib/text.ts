import { Refusal } from "./refusal.ts";

/**
 * Text in the one form in which we compare, hash and keep it (NFC): "é" is the same letter whether a keyboard sent one
 * character or a letter and its accent.
 */
export const inOneForm = (text: string): string => text.normalize("NFC");

/** Every text within a value in that form, names of fields too; bytes and instants stay as they are. */
export function allInOneForm<Value>(value: Value): Value {
  return within(value) as Value;
}

function within(value: unknown): unknown {
  if (typeof value === "string") return inOneForm(value);
  if (Array.isArray(value)) return value.map(within);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [inOneForm(name), within(inner)]));
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * The text of a file: UTF-8, with or without a byte order mark, or UTF-16 with one; in one form. Everything else is
 * refused as `bad_input` on `field`, naming the first line that cannot be read: what another encoding means is a guess,
 * and a sign that stands for a lost letter makes two names one.
 */
export function textOfFile(bytes: Uint8Array, field = "file"): string {
  const refuse = (sentence: string) => new Refusal("bad_input", sentence, field);
  const marked = markOf(bytes);
  if (marked) {
    const text = decoded(marked, bytes);
    if (text === null) throw refuse("The file begins as UTF-16 and does not go on so. Save it as UTF-8");
    return inOneForm(text);
  }
  if (bytes.length > 1 && (bytes[0] === 0 || bytes[1] === 0))
    throw refuse("The file looks like UTF-16, and does not say so at its start. Save it as UTF-8");
  const text = decoded("utf-8", bytes);
  if (text === null)
    throw refuse(
      `Line ${firstUnreadable(bytes)} is not in UTF-8, as when Excel saves plain CSV (Windows-1252). Save the file as “CSV UTF-8” and send it again`,
    );
  return inOneForm(text);
}

function markOf([first, second]: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : null;
}

/** The text without its byte order mark; null when the bytes are none in that encoding. */
function decoded(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function firstUnreadable(bytes: Uint8Array): number {
  const lineFeed = 10;
  for (let from = 0, line = 1; ; line++) {
    const end = bytes.indexOf(lineFeed, from);
    if (decoded("utf-8", bytes.subarray(from, end === -1 ? bytes.length : end)) === null || end === -1)
      return line;
    from = end + 1;
  }
}
