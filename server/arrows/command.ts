import { join } from "node:path";
import { clocksRead } from "./clock.ts";
import { cruiseHouse } from "./cruise.ts";
import { disguised } from "./disguise.ts";
import { keepPicture } from "./picture.ts";

const root = join(import.meta.dirname, "../..");
const folders = ["server", "app", "db", "e2e"];

const { result, modules, breaches } = await cruiseHouse(root, folders);
const count = modules.reduce((sum, { dependencies }) => sum + dependencies.length, 0);
// A law over nothing is kept by everybody.
if (modules.length < 500 || count < 2_000)
  throw new Error(`Only ${count} arrows of ${modules.length} files were read`);
const all = [...breaches, ...clocksRead(root, folders), ...disguised(root, folders)];
for (const law of new Set(all.map((breach) => breach.law))) {
  const broken = all.filter((breach) => breach.law === law);
  console.error(`\n${law} (${broken.length})`);
  for (const { path } of broken) console.error(`  ${path.join(" → ")}`);
}
const picture = await keepPicture(root, result, process.argv[2] === "draw");
console.log(
  `${modules.length} files and packages, ${count} arrows, ${all.length} refused, picture ${picture}`,
);
if (all.length > 0 || picture === "stale: npm run arrows -- draw") process.exitCode = 1;
