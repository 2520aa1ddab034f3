import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every source file below the folders, with its text, for laws over what a file says. */
export function sourcesUnder(root: string, folders: string[]): { file: string; text: string }[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map(
        (name) => `${folder}/${name}`,
      ),
    )
    .filter((file) => /\.tsx?$/.test(file))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));
}
