import { z } from "zod";
import { allSettings } from "#db/enums.ts";
import type { Description } from "../description.ts";
import { termsInWords, type UseTerm, useTerms } from "../use-terms.ts";
import { keysOf, leadTimeWords, placeWords, refreshWords } from "../vocabulary.ts";

export const bulkLimit = 500;
const termKeys = Object.keys(useTerms) as [UseTerm, ...UseTerm[]];

const words = (sentence: string) =>
  z.string().trim().min(1, sentence).max(200, "Enter at most 200 characters");
const several = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(
    (sent) => (sent === undefined || sent === "" ? [] : typeof sent === "string" ? [sent] : sent),
    z.array(schema).max(40),
  );

/** One change that is made to many datasets. */
export const bulkChange = z.discriminatedUnion("change", [
  z.object({ change: z.literal("custodian"), custodian: words("Enter the custodian") }),
  z.object({
    change: z.literal("refresh"),
    refresh: words("Say how often it is refreshed"),
    refreshBand: z.enum(keysOf(refreshWords), "Choose how often it is refreshed"),
  }),
  z.object({
    change: z.literal("lead_time"),
    leadTime: words("Say how long it takes"),
    leadTimeBand: z.enum(keysOf(leadTimeWords), "Choose how long it takes"),
  }),
  z.object({
    change: z.literal("geography"),
    geography: words("Say where the people come from"),
    places: several(z.enum(keysOf(placeWords))),
  }),
  z.object({ change: z.literal("add_keyword"), word: words("Enter the keyword") }),
  z.object({ change: z.literal("remove_keyword"), word: words("Enter the keyword") }),
  z.object({
    change: z.literal("add_setting"),
    setting: z.enum(allSettings, "Choose a setting"),
  }),
  z.object({
    change: z.literal("remove_setting"),
    setting: z.enum(allSettings, "Choose a setting"),
  }),
  z.object({ change: z.literal("add_vocabulary"), word: words("Enter the vocabulary") }),
  z.object({ change: z.literal("remove_vocabulary"), word: words("Enter the vocabulary") }),
  z.object({ change: z.literal("contact"), contact: words("Enter a mailbox or a page") }),
  z.object({
    change: z.literal("use_terms"),
    limitations: several(z.enum(termKeys)),
    requirements: several(z.enum(termKeys)),
  }),
]);
export type BulkChange = z.output<typeof bulkChange>;

export const bulkWords: Record<BulkChange["change"], string> = {
  custodian: "Set the custodian",
  refresh: "Set how often it is refreshed",
  lead_time: "Set the lead time",
  geography: "Set where it comes from",
  add_keyword: "Add a keyword",
  remove_keyword: "Remove a keyword",
  add_setting: "Add a setting",
  remove_setting: "Remove a setting",
  add_vocabulary: "Add a vocabulary",
  remove_vocabulary: "Remove a vocabulary",
  contact: "Set the contact",
  use_terms: "Set the terms of use",
};

const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();
const withWord = (list: readonly string[], word: string) =>
  list.some((one) => same(one, word)) ? [...list] : [...list, word];
const without = (list: readonly string[], word: string) => list.filter((one) => !same(one, word));

/** What one dataset says after the change. A dataset is never left without a setting: the last one becomes "not stated". */
export function changed(description: Description, change: BulkChange): Description {
  const { details } = description;
  switch (change.change) {
    case "custodian":
      return { ...description, custodian: change.custodian };
    case "refresh":
      return { ...description, refresh: change.refresh, refreshBand: change.refreshBand };
    case "lead_time":
      return { ...description, leadTime: change.leadTime, leadTimeBand: change.leadTimeBand };
    case "geography":
      return { ...description, geography: change.geography, places: change.places };
    case "add_keyword":
      return { ...description, details: { ...details, keywords: withWord(details.keywords, change.word) } };
    case "remove_keyword":
      return { ...description, details: { ...details, keywords: without(details.keywords, change.word) } };
    case "add_setting":
      return {
        ...description,
        settings: [...new Set([...description.settings, change.setting])].filter(
          (setting) => setting !== "not_stated" || change.setting === "not_stated",
        ),
      };
    case "remove_setting": {
      const left = description.settings.filter((setting) => setting !== change.setting);
      return { ...description, settings: left.length ? left : ["not_stated"] };
    }
    case "add_vocabulary":
      return { ...description, vocabularies: withWord(description.vocabularies, change.word) };
    case "remove_vocabulary":
      return { ...description, vocabularies: without(description.vocabularies, change.word) };
    case "contact":
      return { ...description, details: { ...details, contact: change.contact } };
    case "use_terms":
      // The words follow, because a contract prints them.
      return {
        ...description,
        limitations: change.limitations,
        requirements: change.requirements,
        useTerms: termsInWords(change),
      };
  }
}
