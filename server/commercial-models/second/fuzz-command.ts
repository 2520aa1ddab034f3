import { type Kind, kinds } from "../index.ts";
import { differences, secondOf } from "./agree.ts";

/**
 * `npm run fuzz -- [cases] [model] [seed]`: the two implementations of every model on so many random cases (1,000,000
 * when not said), seeds printed; stops at the first case in which they disagree.
 */
async function main([count = "1000000", only, from]: string[]) {
  const cases = Number(count);
  for (const kind of kinds.filter((one): one is Kind => !only || one === only)) {
    const model = await secondOf[kind]();
    const seed = from === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(from);
    const started = performance.now();
    for (let index = 0; index < cases; index++) {
      const { input, keys } = differences(model, seed + index);
      if (keys.length === 0) continue;
      process.stdout.write(
        `${kind}, seed ${seed + index}: ${keys.join("; ")}\n${JSON.stringify(input, null, 1)}\n`,
      );
      process.exitCode = 1;
      break;
    }
    process.stdout.write(
      `${kind}: ${cases} cases from seed ${seed}, ${Math.round(performance.now() - started)} ms\n`,
    );
  }
}

await main(process.argv.slice(2));
