import { sourcesUnder } from "./files.ts";
import type { Breach } from "./law.ts";

/** `import pg, { type Client } from "pg"` runs, but the library takes it for a type: such a value stands alone. */
const bracedImport = /^import\b([\w$ ,]*)\{([^{}]*)\}/gm;

export const isDisguised = (text: string): boolean =>
  [...text.matchAll(bracedImport)].some(([, before, names]) => {
    const named = names!
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean);
    if (before!.trim() === "") return named.length === 0;
    return /^[\w$]+\s*,$/.test(before!.trim()) && named.every((name) => /^type\s/.test(name));
  });

/** Files in which a value that is imported looks like a type. */
export function disguised(root: string, folders: string[]): Breach[] {
  return sourcesUnder(root, folders)
    .filter(({ text }) => isDisguised(text))
    .map(({ file }) => ({ law: "a value is not imported among types", path: [file] }));
}
