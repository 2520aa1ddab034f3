import { and, eq, sql } from "drizzle-orm";
import { exportFiles, exportParts } from "#db/schema/exports.ts";
import { type Ask, asOneChange, asReading } from "#server/lib/change.ts";
import type { ExportFile } from "./files.ts";

const partBytes = 256 * 1024;

/** Another worker began to make the same file after this one did, and goes on with it. */
export class BegunAgain extends Error {}

/** Takes a file's bytes as they come and keeps them in parts, each with how many rows are done by then. */
export function keepParts(ask: Ask, { id, attempt }: ExportFile) {
  let waiting: Uint8Array[] = [];
  let held = 0;
  let position = 0;
  let size = 0;
  const keep = (content: Buffer, rowsDone: number) =>
    asOneChange(ask, async ({ tx }) => {
      const { rowCount } = await tx
        .update(exportFiles)
        .set({ rowsDone })
        .where(and(eq(exportFiles.id, id), eq(exportFiles.attempt, attempt)));
      if (rowCount === 0) throw new BegunAgain();
      await tx.insert(exportParts).values({ fileId: id, position, content });
    });
  const flush = async (least: number, rowsDone: number) => {
    let rest = Buffer.concat(waiting);
    while (rest.length >= least && rest.length > 0) {
      const content = rest.subarray(0, partBytes);
      await keep(content, rowsDone);
      position++;
      size += content.length;
      rest = rest.subarray(partBytes);
    }
    waiting = [rest];
    held = rest.length;
  };
  return {
    async append(bytes: Uint8Array, rowsDone: number) {
      waiting.push(bytes);
      held += bytes.length;
      if (held >= partBytes) await flush(partBytes, rowsDone);
    },
    /** Keeps what is left; says how many bytes there are. */
    async end(rowsDone: number): Promise<number> {
      await flush(1, rowsDone);
      return size;
    },
  };
}

/**
 * A ready file as a stream. Each part is read when the reader wants it, in a short reading of its own: whoever reads
 * slowly, or not at all, holds nothing of the database.
 */
export function partsOf(ask: Ask, { id, sizeBytes }: ExportFile): ReadableStream<Uint8Array> {
  const parts = Math.ceil((sizeBytes ?? 0) / partBytes);
  let position = 0;
  return new ReadableStream(
    {
      async pull(stream) {
        if (position === parts) return stream.close();
        const content = await readPart(ask, id, position++);
        if (!content) throw new Error(`Part ${position - 1} of export ${id} is not there any more`);
        stream.enqueue(content);
      },
    },
    // Nothing is read ahead.
    { highWaterMark: 0 },
  );
}

const readPart = (ask: Ask, fileId: string, position: number): Promise<Buffer | undefined> =>
  asReading(ask, async ({ tx }) => {
    const [part] = await tx
      .select({ content: exportParts.content })
      .from(exportParts)
      .where(and(eq(exportParts.fileId, fileId), eq(exportParts.position, sql`${position}`)));
    return part?.content;
  });
