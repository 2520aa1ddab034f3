import { z } from "zod";
import { allSettings, type Licensable } from "#db/enums.ts";
import type { datasets } from "#db/schema/catalogue.ts";
import { isReadable } from "#server/lib/names.ts";
import { dataTypeWords, keysOf, leadTimeWords, placeWords, refreshWords } from "./vocabulary.ts";

export type { Licensable } from "#db/enums.ts";

const line = z.string().trim().max(500, "Enter at most 500 characters");
const prose = z.string().trim().max(20_000, "Enter at most 20,000 characters");
const list = z.array(line).max(500);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "Enter a day like 2026-04-01");

/** Something that was counted in a dataset, on a day. */
const observation = z.strictObject({
  node: line,
  value: line,
  on: day.nullable().default(null),
  property: line.default(""),
  note: line.default(""),
});

/** What a description says beyond what is searched and listed: kept whole, shown, exported, never invented. */
export const detailsSchema = z.strictObject({
  keywords: list.default([]),
  ageRange: line.default(""),
  samples: list.default([]),
  followUp: line.default(""),
  pathway: prose.default(""),
  purposes: list.default([]),
  origins: list.default([]),
  collection: list.default([]),
  conformsTo: list.default([]),
  languages: list.default([]),
  formats: list.default([]),
  accessRights: list.default([]),
  accessService: prose.default(""),
  accessCost: prose.default(""),
  jurisdictions: list.default([]),
  controller: line.default(""),
  processor: line.default(""),
  creators: list.default([]),
  publications: list.default([]),
  investigations: list.default([]),
  media: list.default([]),
  /** Sets that it may be linked with, as its source names them. */
  linkedNames: list.default([]),
  derivedFrom: list.default([]),
  partOf: list.default([]),
  tools: list.default([]),
  observations: z.array(observation).max(500).default([]),
  doi: line.default(""),
  /** Where the custodian is reached: a mailbox or a page. */
  contact: line.default(""),
  homepage: line.default(""),
  /** When the source issued and last changed it; instants as they came. */
  issued: line.default(""),
  modified: line.default(""),
});
export type Details = z.output<typeof detailsSchema>;

/** A dataset as it is described: what a version holds, an editor edits, an import writes and an export reads. */
export const descriptionSchema = z.strictObject({
  title: line.min(1, "Enter a title").refine(isReadable, "Enter a title that can be read"),
  summary: prose,
  description: prose,
  custodian: z
    .string()
    .trim()
    .min(1, "Enter the custodian")
    .max(200, "Enter at most 200 characters")
    .refine(isReadable, "Enter a custodian that can be read"),
  settings: z.array(z.enum(allSettings)).min(1, "Choose at least one datasetting"),
  dataTypes: z.array(z.enum(keysOf(dataTypeWords))),
  periodFrom: day.nullable(),
  periodTo: day.nullable(),
  refresh: line,
  refreshBand: z.enum(keysOf(refreshWords)),
  lag: line,
  leadTime: line,
  leadTimeBand: z.enum(keysOf(leadTimeWords)),
  geography: line,
  places: z.array(z.enum(keysOf(placeWords))),
  /** Digits: people; null when not stated. */
  population: z
    .string()
    .regex(/^\d{1,15}$/, "Enter a whole number")
    .nullable(),
  populationNote: line,
  vocabularies: list,
  useTerms: list,
  limitations: list,
  requirements: list,
  /** Null: as the use terms say. Otherwise a bar that no decision lifts, or data that does not exist. */
  bar: z
    .strictObject({
      kind: z.enum(["not_licensable", "proposed"]),
      reason: z.string().trim().min(10).max(1000),
    })
    .nullable(),
  /** The version as the source counts it. */
  version: line,
  sources: line,
  details: detailsSchema,
});
export type Description = z.output<typeof descriptionSchema>;

type Row = Omit<typeof datasets.$inferSelect, "custodianId">;

/** A description out of a row of the catalogue and its custodian's name. */
export const describe = (row: Row, custodian: string): Description => ({
  title: row.title,
  summary: row.summary,
  description: row.description,
  custodian,
  settings: row.settings,
  dataTypes: row.dataTypes as Description["dataTypes"],
  periodFrom: row.periodFrom,
  periodTo: row.periodTo,
  refresh: row.refresh,
  refreshBand: row.refreshBand as Description["refreshBand"],
  lag: row.lag,
  leadTime: row.leadTime,
  leadTimeBand: row.leadTimeBand as Description["leadTimeBand"],
  geography: row.geography,
  places: row.places as Description["places"],
  population: row.population === null ? null : String(row.population),
  populationNote: row.populationNote,
  vocabularies: row.vocabularies,
  useTerms: row.useTerms,
  limitations: row.limitations,
  requirements: row.requirements,
  bar:
    row.licensable === "not_licensable" || row.licensable === "proposed"
      ? { kind: row.licensable, reason: row.licensableReason }
      : null,
  version: row.version,
  sources: row.sources,
  details: detailsSchema.parse(row.details),
});

export const licensableWords: Record<Licensable, string> = {
  licensable: "Commercial use allowed",
  needs_decision: "Needs a decision",
  not_licensable: "Not licensable",
  proposed: "Proposed",
};
