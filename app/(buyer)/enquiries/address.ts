import type { EnquiryFilter } from "#server/catalogue/enquiries/forms.ts";

/** The address of the list, or of its file, under a filter. */
export function enquiriesAddress(filter: EnquiryFilter, path = "/enquiries"): string {
  const parameters = new URLSearchParams(
    Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  return parameters.size > 0 ? `${path}?${parameters}` : path;
}
