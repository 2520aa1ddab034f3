import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** The framework's own entry file: killing a wrapper such as npx would leave the server behind. */
export const nextCommand = join(root, "node_modules/next/dist/bin/next");

export type Child = {
  pid: number;
  /** The exit code, or the signal that ended it; settles once. */
  ended: Promise<number | NodeJS.Signals>;
  hasEnded(): boolean;
  /** The last lines it wrote, for when it fails. */
  said(): string;
  /** From now on what it writes is shown. */
  show(): void;
  /** Asks it to end, insists after ten seconds, returns when it has. */
  stop(): Promise<void>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
};

// A child that loses the line to its launcher ends too, so that a killed launcher leaves no server on the port.
// Its own children inherit these words, and must not heed them: their lines are the child's business.
const leash = `data:text/javascript,${encodeURIComponent(`
  if (process.ppid === Number(process.env.LAUNCHER_PID)) {
    process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
    process.channel?.unref();
  }`)}`;

/** Starts a Node program of ours (TypeScript or not) that lives no longer than this process. */
export function startNode(
  args: string[],
  env: NodeJS.ProcessEnv,
  { show = false }: { show?: boolean } = {},
): Child {
  const loader = args[0]?.endsWith(".ts") ? ["--import", "tsx"] : [];
  const program = spawn(process.execPath, ["--import", leash, ...loader, ...args], {
    cwd: root,
    env: { ...env, LAUNCHER_PID: String(process.pid) },
    // Its own group: Ctrl-C reaches the launcher alone, which then ends everything in order.
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const { said, reveal } = collect(program, show);
  const ended = new Promise<number | NodeJS.Signals>((done) => {
    program.once("error", () => done(1));
    program.once("close", (code, signal) => done(code ?? signal ?? 1));
  });
  let over = false;
  void ended.then(() => {
    over = true;
  });
  const end = async (signal: NodeJS.Signals) => {
    if (over) return;
    program.kill(signal);
    const insist = setTimeout(() => program.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(insist);
  };
  return {
    pid: program.pid ?? 0,
    ended,
    hasEnded: () => over,
    said,
    show: reveal,
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
  };
}

/** Waits for an address to answer well; false when the child ended first or the time is over. */
export async function answers(address: string, child: Child, seconds: number): Promise<boolean> {
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline && !child.hasEnded(); ) {
    const response = await fetch(address, { signal: AbortSignal.timeout(10_000) }).catch(() => null);
    await response?.body?.cancel();
    if (response?.ok) return true;
    await new Promise((done) => setTimeout(done, 100));
  }
  return false;
}

function collect(child: ChildProcess, show: boolean) {
  let kept = "";
  let shown = show;
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const)
    from?.on("data", (chunk: Buffer) => {
      kept = (kept + chunk.toString()).slice(-8000);
      if (shown) to.write(chunk);
    });
  return {
    said: () => kept.trim(),
    reveal: () => {
      shown = true;
    },
  };
}
