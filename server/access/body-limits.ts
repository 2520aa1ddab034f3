import type { Action } from "./rules.ts";

/** How much a request may carry, and who may send that much. */
export type BodyLimit = { bytes: number; of: Action | null };

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

/** Every form without a file, and everything that a screen sends by itself. */
const usual: BodyLimit = { bytes: 200 * kilobyte, of: null };

/** Where a file is taken, with half a megabyte for what stands around it in its form, and what machines post. */
const larger: readonly [RegExp, BodyLimit][] = [
  [/^\/commercial\/catalogue\/import$/, { bytes: 20.5 * megabyte, of: "catalogue.import" }],
  [/^\/licences\/[^/]+\/statements\/new$/, { bytes: 5.5 * megabyte, of: "facts.report" }],
  [/^\/licences\/[^/]+\/usage$/, { bytes: 5.5 * megabyte, of: "facts.report" }],
  [/^\/licences\/[^/]+\/deliverables$/, { bytes: 10.5 * megabyte, of: "facts.report" }],
  [/^\/licences\/[^/]+\/milestones$/, { bytes: 10.5 * megabyte, of: "facts.decide" }],
  // The door measures once more, after it has looked at the token.
  [/^\/api\/v1\/usage$/, { bytes: 1.5 * megabyte, of: null }],
];

/**
 * The limits of an address. What goes beyond `usual` is for those only who may do what the file is for: whoever may not is
 * refused before any of it is read.
 */
export const bodyLimitOf = (path: string): { usual: BodyLimit; largest: BodyLimit } => ({
  usual,
  largest: larger.find(([pattern]) => pattern.test(path))?.[1] ?? usual,
});

/** "200 KB", "20.5 MB" */
export const inBytes = (bytes: number): string =>
  bytes < megabyte ? `${bytes / kilobyte} KB` : `${bytes / megabyte} MB`;
