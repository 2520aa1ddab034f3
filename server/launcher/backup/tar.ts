import { closeSync, openSync, readSync } from "node:fs";
import { Refusal } from "#server/lib/refusal.ts";

/** A file or folder in the archive that Postgres sends. What it holds is read when it is asked for, until the next one. */
export type Member = {
  name: string;
  isFolder: boolean;
  mode: number;
  size: number;
  content(): Generator<Buffer>;
};

const block = 512;

/** The members of a tar as Postgres writes it (ustar: short names, base-256 for what is large), in order. */
export function* membersOf(path: string): Generator<Member> {
  const file = openSync(path, "r");
  const memory = Buffer.allocUnsafe(1 << 20);
  try {
    for (let at = 0; ; ) {
      const header = Buffer.alloc(block);
      if (readSync(file, header, 0, block, at) < block) throw broken(path);
      // Blocks of nothing end it.
      if (header.every((byte) => byte === 0)) return;
      if (sumOf(header) !== numberIn(header, 148, 8)) throw broken(path);
      const type = String.fromCharCode(header[156]!);
      if (type !== "0" && type !== "5") throw broken(path);
      const size = type === "5" ? 0 : numberIn(header, 124, 12);
      const from = at + block;
      yield {
        name: textIn(header, 0, 100),
        isFolder: type === "5",
        mode: numberIn(header, 100, 8),
        size,
        *content() {
          for (let read = 0; read < size; ) {
            const got = readSync(file, memory, 0, Math.min(memory.length, size - read), from + read);
            if (got === 0) throw broken(path);
            yield memory.subarray(0, got);
            read += got;
          }
        },
      };
      at = from + Math.ceil(size / block) * block;
    }
  } finally {
    closeSync(file);
  }
}

function textIn(header: Buffer, from: number, length: number): string {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end === -1 ? length : end);
}

/** Octal, or where that is too short the bytes themselves after a first one of 0x80. */
function numberIn(header: Buffer, from: number, length: number): number {
  if (header[from] === 0x80) return Number(header.readBigUInt64BE(from + length - 8));
  return Number.parseInt(textIn(header, from, length).trim() || "0", 8);
}

/** The sum of a header's bytes, its own field read as blanks. */
const sumOf = (header: Buffer) =>
  header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);

const broken = (path: string) => new Refusal("set_up_wrongly", `${path} is not whole. Use another copy`);
