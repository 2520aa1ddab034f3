import { allCountries } from "#server/lib/countries.ts";

/** Every country to choose from, by name. */
export const countryOptions = allCountries.map(({ code, name }) => ({ value: code, label: name }));
