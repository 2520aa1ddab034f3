import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { Client, type Connection, DatabaseError } from "pg";
import { Refusal, setUpWrongly } from "#server/lib/refusal.ts";

/**
 * Takes Postgres's own base backup (manual, 53.4) into `base.tar`, with the log that makes it whole, and its
 * `backup_manifest`. Written as it comes, piece by piece, before the next is read: the memory that it takes does not
 * grow with the database. Refuses `set_up_wrongly` where the role may not, or the database has tablespaces.
 */
export async function receiveBaseBackup(url: string, folder: string): Promise<void> {
  const client = await connected(url);
  const files = {
    archive: openSync(join(folder, "base.tar"), "wx", 0o600),
    manifest: openSync(join(folder, "backup_manifest"), "wx", 0o600),
  };
  try {
    // Held by this session: no segment of the log that the copy needs goes before it has been copied.
    await client.query(
      `CREATE_REPLICATION_SLOT hdm_copy_${randomBytes(4).toString("hex")} TEMPORARY PHYSICAL (RESERVE_WAL)`,
    );
    await receive(client, files);
    for (const file of Object.values(files)) fsyncSync(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // The server's word, a full disk, a line that broke; all else is a bug of ours.
    if (!(error instanceof Refusal) && (code || message.startsWith("Connection terminated")))
      throw setUpWrongly(`The copy was not made: ${message}`);
    throw error;
  } finally {
    for (const file of Object.values(files)) closeSync(file);
    await client.end();
  }
}

const statement = `BASE_BACKUP (LABEL 'marketplace', CHECKPOINT 'fast', WAL, WAIT false,
  MANIFEST 'yes', MANIFEST_CHECKSUMS 'SHA256')`;

/** Three answers (where it begins, the tablespaces, where it ends), and between the last two the bytes. */
const receive = (client: Client, files: { archive: number; manifest: number }) =>
  new Promise<void>((done, fail) => {
    let answer = 0;
    let into = files.archive;
    // An error that were thrown among the events of a socket would end the process.
    const orGiveUp =
      <Message>(take: (message: Message) => void) =>
      (message: Message) => {
        try {
          take(message);
        } catch (error) {
          fail(error);
          void client.end();
        }
      };
    const taker = {
      submit: (connection: Connection) => connection.query(statement),
      handleRowDescription: () => {
        answer++;
      },
      handleDataRow: orGiveUp(({ fields: [oid, place] }: { fields: (string | null)[] }) => {
        if (answer === 2 && oid !== null) throw tablespace(place ?? null);
      }),
      handleCopyData: orGiveUp(({ chunk }: { chunk: Buffer }) => {
        const kind = String.fromCharCode(chunk[0]!);
        if (kind === "m") into = files.manifest;
        // The reader of the socket uses its memory again: written now, or lost.
        if (kind === "d") writeWhole(into, chunk.subarray(1));
      }),
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => done(),
      handleError: fail,
    };
    client.query(taker);
  });

/** Writes all of the bytes, where one call may write a part. */
export function writeWhole(file: number, bytes: Buffer) {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

async function connected(url: string): Promise<Client> {
  const address = new URL(url);
  address.searchParams.set("replication", "true");
  const client = new Client({ connectionString: address.href, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => undefined);
    const { code, message } = error as DatabaseError;
    const mayNot = error instanceof DatabaseError && ["42501", "28000"].includes(code!);
    const hint = mayNot ? `. ${howToLet(decodeURIComponent(address.username))}` : "";
    throw setUpWrongly(
      `The database of BACKUP_DATABASE_URL does not let us copy it: ${message || code}${hint}`,
    );
  }
  const { rows } = await client.query<{ server_version_num: string }>("SHOW server_version_num");
  if (Number(rows[0]!.server_version_num) >= 150_000) return client;
  await client.end();
  throw setUpWrongly("Copies are taken of Postgres 15 and newer. Use pg_basebackup of your version");
}

const howToLet = (role: string) =>
  `As a superuser: create role "${role}" login replication password '…', or alter role where there is one; and in pg_hba.conf, before select pg_reload_conf(), a line: host replication "${role}" samenet scram-sha-256`;

/** What an operator does who has no role for copies yet. */
export const howToMakeTheRole = `Set BACKUP_DATABASE_URL to the same Postgres, as a role that may replicate. ${howToLet("backup")}`;

const tablespace = (place: string | null) =>
  setUpWrongly(`The database has a tablespace in ${place}, which a copy would not hold. Use pg_basebackup`);
