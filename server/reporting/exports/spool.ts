import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { Refusal } from "#server/lib/refusal.ts";

/** So many files are written at once, and so many people wait for their turn; the others are told to come back. */
const atOnce = 2;
const mostWaiting = 10;
let writing = 0;
const waiting: (() => void)[] = [];

/**
 * Lets a file be written whole, then gives it as a stream: however slowly it is read, nothing of the database is held.
 * The file has no name any more while it is read, and goes with its reader. Refuses `busy` when too many wait.
 */
export async function spooled(
  write: (append: (part: Uint8Array) => Promise<unknown>) => Promise<void>,
): Promise<ReadableStream<Uint8Array>> {
  await turn();
  try {
    const file = await nameless();
    try {
      await write((part) => file.appendFile(part));
      return Readable.toWeb(file.createReadStream({ start: 0 })) as unknown as ReadableStream<Uint8Array>;
    } catch (error) {
      await file.close();
      throw error;
    }
  } finally {
    // The place is handed to whoever waits longest; only without anybody is it free.
    const next = waiting.shift();
    if (next) next();
    else writing--;
  }
}

/** A file that only its handle knows. */
async function nameless(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), "export-"));
  try {
    return await open(join(folder, "file"), "wx+", 0o600);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function turn() {
  if (writing >= atOnce) {
    if (waiting.length >= mostWaiting)
      throw new Refusal("busy", "Many files are being made at the moment. Try again in a minute", undefined, {
        retryAfter: 60,
      });
    return new Promise<void>((go) => waiting.push(go));
  }
  writing++;
}
