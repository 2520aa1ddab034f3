import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { CivilDate } from "#server/lib/dates.ts";
import type { Figures } from "./figures.ts";

/** The last release that landed: what it is called, its business date, its migrations as they were, and its figures. */
export type Release = {
  name: string;
  date: CivilDate;
  migrations: { name: string; hash: string }[];
  figures: Figures;
};

const manifest = join(import.meta.dirname, "release.json");
const data = join(import.meta.dirname, "data.sql.gz");

export const readRelease = () => JSON.parse(readFileSync(manifest, "utf8")) as Release;

export const readReleasedData = () => gunzipSync(readFileSync(data)).toString("utf8");

export function keepRelease(release: Release, copy: string) {
  writeFileSync(manifest, `${JSON.stringify(release, null, 2)}\n`);
  writeFileSync(data, gzipSync(copy, { level: 9 }));
}
