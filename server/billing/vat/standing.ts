import { countryName, isInEu, isUkForVat } from "#server/lib/countries.ts";
import { formatDate } from "#server/lib/dates.ts";

/** How a customer is charged VAT as things stand, in one sentence. Which days those are is `vat_evidence`'s to say. */
export function vatInWords({
  country,
  businessFrom,
  sameRegistrationFrom,
}: {
  country: string;
  businessFrom: string | null;
  sameRegistrationFrom: string | null;
}): string {
  if (sameRegistrationFrom)
    return `In the VAT registration of the NHS since ${formatDate(sameRegistrationFrom)}: no VAT.`;
  if (isUkForVat(country)) return "VAT at the standard rate, as for every customer of the United Kingdom.";
  if (!businessFrom)
    return `VAT at the standard rate, until it is shown that it is in business in ${countryName(country)}.`;
  const since = `Shown to be in business in ${countryName(country)} since ${formatDate(businessFrom)}`;
  return isInEu(country) ? `${since}: no UK VAT, reverse charge.` : `${since}: no UK VAT.`;
}
