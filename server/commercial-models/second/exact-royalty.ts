/** A quotient of whole numbers, rounded half away from zero; the divisor is above zero. */
export function rounded(numerator: bigint, divisor: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const whole = (2n * size + divisor) / (2n * divisor);
  return numerator < 0n ? -whole : whole;
}

/** A decimal in millionths. */
export function millionths(decimal: string): bigint {
  const [whole = "0", part = ""] = decimal.split(".");
  return BigInt(whole + part.padEnd(6, "0"));
}

/** A rate of exchange in millionths of millionths: some currencies are worth a very small part of a pound. */
export function trillionths(rate: string): bigint {
  const [whole = "0", part = ""] = rate.split(".");
  return BigInt(whole) * 1_000_000_000_000n + BigInt(part.padEnd(12, "0"));
}

/** The number of a civil date: days since 1 January 1970. */
function dayOf(date: string): number {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

/** The civil date of a day number. */
function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** The same day of the month some months on, or the last one of that month. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const first = Date.UTC(year, month - 1 + months, 1) / 86_400_000;
  const last = Date.UTC(year, month + months, 0) / 86_400_000;
  return dateOf(Math.min(first + day - 1, last));
}

/** A date some days on. */
export function addDays(date: string, days: number): string {
  return dateOf(dayOf(date) + days);
}

/** Days from the first date to the second. */
export function daysBetween(from: string, to: string): number {
  return dayOf(to) - dayOf(from);
}

/** The earliest of some dates. */
export function earliest(dates: (string | undefined)[]): string {
  return dates.filter((date) => date !== undefined).sort()[0]!;
}

/** A country has one name: the United Kingdom, whose VAT numbers may begin with XI, is GB, and Greece is GR. */
export function oneName(country: string | undefined): string | undefined {
  if (country === "UK" || country === "XI") return "GB";
  return country === "EL" ? "GR" : country;
}
