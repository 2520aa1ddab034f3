import { createHash } from "node:crypto";
import { and, desc, eq } from "drizzle-orm";
import { z } from "zod";
import { evidenceFiles } from "#db/schema/deliverables.ts";
import { licences } from "#db/schema/licences.ts";
import { actorName } from "#server/lib/actor.ts";
import { type Ask, asReading, type Change, type Reading } from "#server/lib/change.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";

const largestFileBytes = 10_000_000;

/** A file as a form sends it. */
export const sentFileSchema = z.object({
  name: z.string().max(1000),
  content: z.custom<Uint8Array>((value) => value instanceof Uint8Array, "Choose a file"),
});
export type SentFile = z.output<typeof sentFileSchema>;

/** Refuses `bad_input` on `file` when there is none, or it has more than 10 MB. Answers it with its name made plain and its hash. */
export function readFile({ name, content }: SentFile) {
  if (content.byteLength === 0) throw new Refusal("bad_input", "Choose a file that is not empty", "file");
  if (content.byteLength > largestFileBytes)
    throw new Refusal("bad_input", "The file is larger than 10 MB", "file");
  return {
    name: plainName(name),
    content: Buffer.from(content),
    size: content.byteLength,
    sha256: createHash("sha256").update(content).digest("hex"),
  };
}

/** The last part of a path, without what no file system or header likes. */
export const plainName = (name: string): string =>
  name
    .split(/[\\/]/)
    .at(-1)!
    .replace(/[\p{Cc}\p{Cf}"]/gu, "")
    .trim()
    .slice(0, 120) || "file";

/** Keeps a file with the fact that it belongs to, in the caller's transaction. */
export async function keepFile(
  { tx, actor, now }: Change,
  licence: typeof licences.$inferSelect,
  factId: string,
  file: ReturnType<typeof readFile>,
  findings: unknown = {},
) {
  await tx.insert(evidenceFiles).values({
    licenceId: licence.id,
    organisationId: licence.organisationId,
    factId,
    ...file,
    findings,
    addedByName: actorName(actor),
    addedAt: now,
  });
}

const fileFields = {
  id: evidenceFiles.id,
  factId: evidenceFiles.factId,
  name: evidenceFiles.name,
  size: evidenceFiles.size,
  sha256: evidenceFiles.sha256,
  findings: evidenceFiles.findings,
  addedByName: evidenceFiles.addedByName,
  addedAt: evidenceFiles.addedAt,
};

/** Everything about the files of a licence but their content, newest first. */
export const filesOf = ({ tx }: Reading, licenceId: string) =>
  tx
    .select(fileFields)
    .from(evidenceFiles)
    .where(eq(evidenceFiles.licenceId, licenceId))
    .orderBy(desc(evidenceFiles.addedAt));

/** One file as it came, for both sides of its licence; `not_found` for everybody else. */
export const readEvidenceFile = (ask: Ask, { reference, id }: { reference: string; id: string }) =>
  asReading(ask, async ({ tx }) => {
    const [file] = await tx
      .select({ name: evidenceFiles.name, content: evidenceFiles.content, sha256: evidenceFiles.sha256 })
      .from(evidenceFiles)
      .innerJoin(licences, eq(licences.id, evidenceFiles.licenceId))
      .where(and(eq(evidenceFiles.id, id), eq(licences.reference, reference)));
    if (!file) throw notFound();
    return file;
  });
