import { type Kind, modelOf } from "#server/commercial-models/index.ts";
import { labelOf } from "./terms-in-words.ts";

/** A negotiable parameter as a person calls it: "Price a year of the tier “standard”", "Rate up to £10,000,000.00". */
export const parameterName = (kind: Kind, path: string, terms: Readonly<Record<string, unknown>>): string =>
  modelOf(kind).parameterName(path, terms) ?? labelOf(path.split(".").at(-1)!);
