import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Typeface } from "#server/lib/typefaces.ts";

const read = (file: string) => readFileSync(join(process.cwd(), "server/pdf/fonts", file));
const unpacked = (file: string) => gunzipSync(read(file));

/** The fonts of each typeface: read when first needed, and embedded where used, so that a file looks the same everywhere. */
const files: Readonly<Record<Typeface | "semibold", () => Buffer>> = {
  source: () => unpacked("SourceSans3-Regular.ttf.gz"),
  semibold: () => unpacked("SourceSans3-Semibold.ttf.gz"),
  hebrew: () => read("NotoSansHebrew-Regular.woff"),
  arabic: () => read("NotoSansArabic-Regular.woff"),
  devanagari: () => read("NotoSansDevanagari-Regular.woff"),
  thai: () => read("NotoSansThai-Regular.woff"),
  asian: () => unpacked("DroidSansFallback.ttf.gz"),
};

const kept = new Map<Typeface | "semibold", Buffer>();

export function fontOf(typeface: Typeface | "semibold"): Buffer {
  const font = kept.get(typeface) ?? files[typeface]();
  kept.set(typeface, font);
  return font;
}
