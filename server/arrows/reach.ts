import type { IModule } from "dependency-cruiser";
import type { Breach, Reach } from "./law.ts";

const isOneOf = (patterns: RegExp[], file: string) => patterns.some((pattern) => pattern.test(file));

/**
 * The shortest chain from each file under a law to what it may not reach, by imports that are left when the program
 * runs. The library can ask what is reachable too, but counts types, which run nowhere.
 */
export function reached(law: Reach, modules: IModule[]): Breach[] {
  const runs = new Map(modules.map((module) => [module.source, runningImports(module)]));
  return [...runs.keys()]
    .filter((file) => isOneOf(law.from, file) && !isOneOf(law.except, file))
    .flatMap((file) => {
      const path = shortest(file, runs, law);
      return path ? [{ law: law.name, path }] : [];
    });
}

function runningImports({ dependencies }: IModule): string[] {
  return dependencies
    .filter(({ dependencyTypes }) => !dependencyTypes.some((type) => /^type-(only|import)$/.test(type)))
    .map(({ resolved }) => resolved);
}

function shortest(from: string, runs: Map<string, string[]>, { to, through }: Reach): string[] | undefined {
  const cameBy = new Map<string, string | undefined>([[from, undefined]]);
  for (const file of cameBy.keys()) {
    if (file !== from && isOneOf(to, file)) return wayTo(file, cameBy);
    if (isOneOf(through, file)) continue;
    for (const next of runs.get(file) ?? []) if (!cameBy.has(next)) cameBy.set(next, file);
  }
  return undefined;
}

function wayTo(file: string, cameBy: Map<string, string | undefined>): string[] {
  const before = cameBy.get(file);
  return before === undefined ? [file] : [...wayTo(before, cameBy), file];
}
