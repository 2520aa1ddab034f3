import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Child, nextCommand, startNode } from "./children.ts";

const root = join(import.meta.dirname, "../..");
const buildFile = join(root, ".next/BUILD_ID");
const fingerprintFile = join(root, ".next/fingerprint");
const sources = [
  "app",
  "server",
  "db",
  "public",
  "instrumentation.ts",
  "proxy.ts",
  "next.config.ts",
  "package-lock.json",
];

/** Whether the built pages belong to the sources as they are now. */
export function isBuilt(): boolean {
  return (
    existsSync(buildFile) &&
    existsSync(fingerprintFile) &&
    readFileSync(fingerprintFile, "utf8") === fingerprint()
  );
}

/** Builds the pages; answers null, or what the build said when it failed. `began` hears of it, so that it can be stopped. */
export async function build(began: (child: Child) => void = () => undefined): Promise<string | null> {
  // Taken first: what changes while it builds must be built again.
  const built = fingerprint();
  rmSync(fingerprintFile, { force: true });
  const child = startNode([nextCommand, "build"], {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
  });
  began(child);
  if ((await child.ended) !== 0 || !existsSync(buildFile)) return child.said();
  writeFileSync(fingerprintFile, built);
  return null;
}

/** Changes when any file changes that a build could contain. */
function fingerprint(): string {
  const hash = createHash("sha256").update(process.version);
  for (const file of sources.flatMap(filesIn).sort()) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

function filesIn(source: string): string[] {
  const path = join(root, source);
  if (!existsSync(path)) return [];
  if (source.includes(".")) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(test\.tsx?|md)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
