import { randomInt } from "node:crypto";

/** The seed of this run: another each time unless `SEED` names it. Orders the tests, and draws the random cases. */
export const runSeed = Number(process.env.SEED) || randomInt(1, 2 ** 31);
