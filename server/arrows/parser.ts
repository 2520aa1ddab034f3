import Module, { createRequire } from "node:module";
import { ts } from "@ts-morph/common";

/**
 * TypeScript 7 has no parser that a program can call, and dependency-cruiser asks the package `typescript` for one.
 * Here it is handed the last one that had it, as bundled by ts-morph, under that name; the compiler stays as it is.
 * To be deleted when dependency-cruiser reads TypeScript without it.
 */
export function lendParser(): void {
  const require = createRequire(import.meta.url);
  require("typescript/package.json").version = ts.version;
  const name = require.resolve("typescript");
  const lent = new Module(name);
  Object.assign(lent, { filename: name, loaded: true, exports: ts });
  require.cache[name] = lent as NodeJS.Module;
}

export { ts };
