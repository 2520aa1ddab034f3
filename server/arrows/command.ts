import { join } from "node:path";
import { clocksRead } from "./clock.ts";
import { cruiseHouse } from "./cruise.ts";
import { disguised } from "./disguise.ts";
import { keepPicture } from "./picture.ts";

const root = join(import.meta.dirname, "../..");
const folders = ["server", "app", "db", "e2e"];

const { result, modules, breaches } = await cruiseHouse(root, folders);
const all = [...breaches, ...clocksRead(root, folders), ...disguised(root, folders)];
for (const law of new Set(all.map((breach) => breach.law))) {
  const broken = all.filter((breach) => breach.law === law);
  console.error(`\n${law} (${broken.length})`);
  for (const { path } of broken) console.error(`  ${path.join(" → ")}`);
}
const picture = await keepPicture(root, result, process.argv[2] === "draw");
console.log(`${modules.length} files and packages, ${all.length} arrows refused, picture ${picture}`);
if (all.length > 0 || picture === "stale: npm run arrows -- draw") process.exitCode = 1;
