import { Refusal } from "./refusal.ts";

/**
 * A door through which so many go at once in this process, while so many wait for their turn; whoever comes then is
 * refused as `busy` with the sentence and told when to come back.
 */
export function turns({
  atOnce,
  mostWaiting,
  said,
  retryAfter,
}: {
  atOnce: number;
  mostWaiting: number;
  said: string;
  retryAfter: number;
}) {
  let inside = 0;
  const waiting: (() => void)[] = [];
  const enter = async () => {
    if (inside < atOnce) {
      inside++;
      return;
    }
    if (waiting.length >= mostWaiting) throw new Refusal("busy", said, undefined, { retryAfter });
    await new Promise<void>((go) => waiting.push(go));
  };
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    await enter();
    try {
      return await work();
    } finally {
      // The place is handed to whoever waits longest; only without anybody is it free.
      const next = waiting.shift();
      if (next) next();
      else inside--;
    }
  };
}
