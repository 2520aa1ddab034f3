import { sourcesUnder } from "./files.ts";
import type { Breach } from "./law.ts";

/** `import pg, { type Client } from "pg"` runs, but the library takes it for a type: such a value stands alone. */
const amongTypes = /^import\s+[\w$]+\s*,\s*\{(\s*type\s[^,}]+,?)*\s*\}|^import\s*\{\s*\}/m;

export const isDisguised = (text: string): boolean => amongTypes.test(text);

/** Files in which a value that is imported looks like a type. */
export function disguised(root: string, folders: string[]): Breach[] {
  return sourcesUnder(root, folders)
    .filter(({ text }) => isDisguised(text))
    .map(({ file }) => ({ law: "a value is not imported among types", path: [file] }));
}
