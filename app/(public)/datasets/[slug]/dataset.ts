import "server-only";
import { cache } from "react";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import type { customerKinds } from "#server/access/customer-kind.ts";

export type Dataset = AppOutputs["catalogue"]["bySlug"];
type CustomerKind = keyof typeof customerKinds;

/** The dataset of the address, asked once a request for its page and its head. */
export const datasetOf = cache((slug: string, as?: CustomerKind) => api.catalogue.bySlug({ slug, as }));
