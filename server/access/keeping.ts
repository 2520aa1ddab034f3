import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import type { Context } from "#server/trpc.ts";
import { forgetSealed, keepSealed, readSealed, sealAgain } from "./store/sealed.ts";

type Kept = { path: string; personId: string | null; typed: Record<string, string> };

/** More than any form of ours holds; a longer one is not kept. */
const longest = 100_000;

/**
 * Seals what was typed with a fresh key and keeps it; answers the key, which is in no table of ours. Null where there is too
 * much of it, or where too much was kept from this address of late.
 */
export async function keepForm(
  ctx: Context,
  { path, typed }: Omit<Kept, "personId">,
): Promise<string | null> {
  const text = JSON.stringify({ path, typed, personId: personOf(ctx) } satisfies Kept);
  if (text.length > longest) return null;
  const key = randomBytes(32);
  const written = await keepSealed(ctx, { keyHash: hashOf(key), sealed: seal(key, text) });
  return written ? key.toString("base64url") : null;
}

/** Seals what was typed since under the same key; false where nothing of this page was kept under it, or there is too much. */
export async function keepFormAgain(
  ctx: Context,
  { key, path, typed }: { key: string } & Omit<Kept, "personId">,
): Promise<boolean> {
  if (!(await readKeptForm(ctx, { key, path }))) return false;
  const text = JSON.stringify({ path, typed, personId: personOf(ctx) } satisfies Kept);
  if (text.length > longest) return false;
  const bytes = Buffer.from(key, "base64url");
  await sealAgain(ctx, { keyHash: hashOf(bytes), sealed: seal(bytes, text) });
  return true;
}

/** What was typed on this page, for whoever has the key; what a person typed while signed in, for that person alone. */
export async function readKeptForm(
  ctx: Context,
  { key, path }: { key: string; path: string },
): Promise<Record<string, string> | null> {
  const bytes = Buffer.from(key, "base64url");
  if (bytes.length !== 32) return null;
  const sealed = await readSealed(ctx, hashOf(bytes));
  if (!sealed) return null;
  const kept = JSON.parse(open(bytes, sealed)) as Kept;
  const mine = kept.personId === null ? ctx.actor.kind === "person" : kept.personId === personOf(ctx);
  return mine && kept.path === path ? kept.typed : null;
}

/** Takes away what was kept of a page; whether there was something. */
export async function forgetForm(ctx: Context, at: { key: string; path: string }): Promise<boolean> {
  if (!(await readKeptForm(ctx, at))) return false;
  await forgetSealed(ctx, hashOf(Buffer.from(at.key, "base64url")));
  return true;
}

const personOf = ({ actor }: Context) => (actor.kind === "person" ? actor.personId : null);

const hashOf = (key: Buffer) => createHash("sha256").update(key).digest("hex");

// One key seals the few texts of one form, so a random nonce will do; it is kept in front, and the tag behind it.
function seal(key: Buffer, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
}

function open(key: Buffer, sealed: string): string {
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
}
