import { z } from "zod";
import { allIdentifierClasses, allLicensables } from "#db/enums.ts";
import { descriptionSchema } from "../description.ts";

const day = z.string().meta({ format: "date" });
const address = z.string().meta({ format: "uri" });
const next = z
  .string()
  .nullable()
  .meta({ description: "The address of the next page; null on the last one", format: "uri-reference" });

/** A dataset in the list. */
export const datasetSchema = z.object({
  slug: z.string().meta({ description: "Its name in addresses; it never changes" }),
  title: z.string(),
  summary: z.string(),
  custodian: z.string(),
  commercialUse: z.enum(allLicensables),
  completenessBp: z
    .int()
    .min(0)
    .max(10_000)
    .meta({ description: "How much of a description it has, in hundredths of a per cent" }),
  version: z.int().min(1),
  publishedOn: day,
  links: z.object({
    page: address,
    self: address,
    columns: address,
    dcatTurtle: address,
    dcatJsonLd: address,
    hdruk: address,
  }),
});

export const datasetsSchema = z.object({ datasets: z.array(datasetSchema), next });

/** All that is known of a dataset. */
export const wholeDatasetSchema = datasetSchema.extend({
  description: descriptionSchema,
  versions: z
    .array(
      z.object({
        number: z.int().min(1),
        publishedOn: day,
        at: z.string().meta({ format: "date-time" }),
        note: z.string(),
      }),
    )
    .readonly()
    .meta({ description: "Oldest first" }),
  linkableWith: z.array(z.object({ slug: z.string(), title: z.string(), by: z.string() })).readonly(),
});

/** A page of the data dictionary, in its own order. */
export const columnsSchema = z.object({
  columns: z.array(
    z.object({
      position: z.int().min(0),
      table: z.string(),
      name: z.string(),
      dataType: z.string(),
      description: z.string(),
      identifierClass: z.enum(allIdentifierClasses),
    }),
  ),
  next,
});
