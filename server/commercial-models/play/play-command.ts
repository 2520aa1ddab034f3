import { readFileSync } from "node:fs";
import { z } from "zod";
import { toJson } from "../index.ts";
import { play, playSchema } from "./play.ts";

/** `npm run --silent play -- FILE.json`: documents, obligations and transfers of one licence, as JSON. */
function main(argument: string | undefined) {
  if (argument === "--schema") return print(playSchema());
  if (!argument)
    return refuse("Name a file: npm run --silent play -- FILE.json (or - for standard input, or --schema)");
  try {
    const file = JSON.parse(readFileSync(argument === "-" ? 0 : argument, "utf8")) as { play?: unknown };
    print(toJson(play(file.play ?? file)));
  } catch (error) {
    if (error instanceof z.ZodError)
      return refuse(
        error.issues
          .map(({ path, message }) => `${path.map(String).join(".") || "(file)"}: ${message}`)
          .join("\n"),
      );
    if (error instanceof SyntaxError) return refuse(`${argument} is not JSON: ${error.message}`);
    if (error instanceof Error && "code" in error)
      return refuse(`${argument} cannot be read: ${error.message}`);
    throw error;
  }
}

const print = (value: unknown) => process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);

function refuse(sentence: string) {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

main(process.argv[2]);
