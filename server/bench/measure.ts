/** What was measured, in milliseconds, beside a yardstick of the same run. */
export type Row = { what: string; ours: number; yardstick: number; of: string };

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const since = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - since) / 1e6;
}

export async function median(times: number, work: () => Promise<unknown>): Promise<number> {
  const all: number[] = [];
  for (let count = 0; count < times; count++) all.push(await timed(work));
  return all.sort((a, b) => a - b)[Math.floor(times / 2)]!;
}

function ms(milliseconds: number): string {
  return `${Math.round(milliseconds * 10) / 10} ms`;
}

export function print({ what, ours, yardstick, of }: Row) {
  const ratio = Math.round((ours / yardstick) * 100) / 100;
  process.stdout.write(
    `${what.padEnd(58)} ${ms(ours).padStart(10)}   ${of.padEnd(44)} ${ms(yardstick).padStart(10)}   ratio ${ratio}\n`,
  );
}
