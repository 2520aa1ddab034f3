import { mergeRouters } from "#server/trpc.ts";
import { reading } from "./dataset/router.ts";
import { searching } from "./search/router.ts";

/** What everybody may do with the catalogue: find datasets, and read about one. */
export const catalogue = mergeRouters(searching, reading);
