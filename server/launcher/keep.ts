import type { Child } from "./children.ts";

type Kept = {
  /** "The worker", for the sentence that says that it ended. */
  name: string;
  /** Starts one; throws when nothing is started any more. */
  begin: () => Child;
  isStopping: () => boolean;
  say: (line: string) => void;
};

/**
 * A child that dies is replaced, more slowly the oftener it happens; what it was at waits in the database, and nothing
 * else has to end with it.
 */
export function keepAlive(kept: Kept, child: Child, pauseSeconds = 1) {
  const since = Date.now();
  void child.ended.then((how) => {
    if (kept.isStopping()) return;
    kept.say(`${kept.name} ended unexpectedly (${how}); another starts in ${pauseSeconds} s`);
    const next = Date.now() - since > 60_000 ? 1 : Math.min(pauseSeconds * 2, 60);
    setTimeout(() => {
      if (!kept.isStopping()) keepAlive(kept, kept.begin(), next);
    }, pauseSeconds * 1000);
  });
}
