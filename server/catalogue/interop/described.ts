import { type Described, ifNoneMatch, json, parametersOf, refusedWith, tagged } from "#server/lib/openapi.ts";
import { columnsSchema, datasetSchema, datasetsSchema, wholeDatasetSchema } from "./answers.ts";
import { columnsQuery, datasetsQuery } from "./query-form.ts";

const host = "https://marketplace.example";
const dataset = {
  slug: "hes-apc",
  title: "Hospital Episode Statistics: Admitted Patient Care",
  summary: "Every admission to a hospital in England that the NHS paid for.",
  custodian: "NHS England",
  commercialUse: "licensable",
  completenessBp: 7200,
  version: 1,
  publishedOn: "2026-04-01",
  links: {
    page: `${host}/datasets/hes-apc`,
    self: `${host}/api/v1/datasets/hes-apc`,
    columns: `${host}/api/v1/datasets/hes-apc/columns`,
    dcatTurtle: `${host}/datasets/hes-apc/dcat.ttl`,
    dcatJsonLd: `${host}/datasets/hes-apc/dcat.jsonld`,
    hdruk: `${host}/datasets/hes-apc/hdruk.json`,
  },
};
const column = {
  position: 0,
  table: "HES_APC",
  name: "ADMIDATE",
  dataType: "Date",
  description: "The day of admission",
  identifierClass: "indirect",
};
const slug = {
  name: "slug",
  in: "path",
  required: true,
  schema: { type: "string" },
  description: "The dataset's name in addresses",
};

/** /api/v1/datasets as OpenAPI, from the schemas that read and answer. */
export const datasetsDescribed: Described = {
  tag: { name: "datasets", description: "Descriptions of sets, open to everybody" },
  paths: {
    "/api/v1/datasets": {
      get: {
        operationId: "listDatasets",
        summary: "Datasets in order of their slugs, a page by key",
        tags: ["datasets"],
        security: [],
        parameters: [...parametersOf(datasetsQuery), ifNoneMatch],
        responses: {
          ...tagged(
            "A page of sets, and where to read on",
            json("Datasets", { datasets: [dataset], next: "/api/v1/datasets?limit=1&after=hes-apc" }),
          ),
          ...refusedWith(400),
        },
      },
    },
    "/api/v1/datasets/{slug}": {
      get: {
        operationId: "readDataset",
        summary: "All that is known of a dataset",
        tags: ["datasets"],
        security: [],
        parameters: [slug, ifNoneMatch],
        responses: { ...tagged("The dataset", json("WholeDataset")), ...refusedWith(400, 404) },
      },
    },
    "/api/v1/datasets/{slug}/columns": {
      get: {
        operationId: "listColumns",
        summary: "The data dictionary of a set, a page by key",
        tags: ["datasets"],
        security: [],
        parameters: [slug, ...parametersOf(columnsQuery), ifNoneMatch],
        responses: {
          ...tagged("A page of columns", json("Columns", { columns: [column], next: null })),
          ...refusedWith(400, 404),
        },
      },
    },
  },
  answered: {
    Dataset: datasetSchema,
    Datasets: datasetsSchema,
    WholeDataset: wholeDatasetSchema,
    Columns: columnsSchema,
  },
};
