import type { ICruiseResult, IModule } from "dependency-cruiser";
import { type Breach, forbidden, reaches } from "./law.ts";
import { lendParser } from "./parser.ts";
import { reached } from "./reach.ts";

export type Cruise = { modules: IModule[]; result: ICruiseResult; breaches: Breach[] };

/** Follows every import of the folders below `root` and holds it against the law. */
export async function cruiseHouse(root: string, folders: string[]): Promise<Cruise> {
  lendParser();
  const { cruise } = await import("dependency-cruiser");
  const { output } = await cruise(folders, {
    baseDir: root,
    validate: true,
    ruleSet: { forbidden },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    doNotFollow: { path: "node_modules" },
    skipAnalysisNotInRules: true,
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default"],
    },
  });
  const result = output as ICruiseResult;
  return {
    modules: result.modules,
    result,
    breaches: [...arrows(result), ...reaches.flatMap((law) => reached(law, result.modules))],
  };
}

function arrows({ summary }: ICruiseResult): Breach[] {
  return summary.violations.map(({ rule, from, to, cycle }) => ({
    law: rule.name,
    path: [from, ...(cycle?.map(({ name }) => name) ?? [to])],
  }));
}
