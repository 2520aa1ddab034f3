import { parseArgs } from "node:util";
import { z } from "zod";
import { connect } from "#db/client.ts";
import { system } from "#server/lib/actor.ts";
import { env } from "#server/lib/env.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { email } from "./forms.ts";
import { readClock } from "./store/clock.ts";
import { firstLinkMinutes, makeAdministrator } from "./store/first-administrator.ts";

const usage =
  "npm run first-administrator -- EMAIL NAME [--organisation NAME]; then once: npm run first-administrator -- --second EMAIL NAME; where one of two is gone: npm run first-administrator -- --another EMAIL NAME";

const asked = z.object({
  email,
  name: z.string().trim().min(1, "Give the name of the person").max(120, "Use at most 120 characters"),
  organisation: z.string().trim().min(1).max(120),
  which: z.enum(["first", "second", "another"]),
});

/** `npm run first-administrator`: the door into an empty installation, for whoever runs it. Prints a link that works once. */
async function main() {
  const wanted = readArguments(process.argv.slice(2));
  const { DATABASE_URL, MIGRATE_DATABASE_URL, DEMO } = env();
  const db = connect(wanted.which === "another" ? ownersUrl(MIGRATE_DATABASE_URL) : DATABASE_URL, { max: 1 });
  try {
    const link = await makeAdministrator({ db, actor: system, ...(await readClock(db, DEMO)) }, wanted);
    process.stdout.write(
      `Open this link and press the button to sign in, then choose a password on the account page:\n\n${link}\n\nIt works once, within ${firstLinkMinutes} minutes. Who has a mail server set up (SMTP_URL) can ask for another on the sign-in page.\n`,
    );
  } finally {
    await db.$client.end();
  }
}

/** Beside two who have the role already only the owner of the tables gives it. */
function ownersUrl(url: string | undefined): string {
  if (!url)
    throw new Refusal(
      "set_up_wrongly",
      "Set MIGRATE_DATABASE_URL: only the owner of the tables makes another administrator",
    );
  return url;
}

function readArguments(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { organisation: { type: "string" }, second: { type: "boolean" }, another: { type: "boolean" } },
  });
  const [address, ...name] = positionals;
  const read = asked.safeParse({
    email: address ?? "",
    name: name.join(" "),
    organisation: values.organisation ?? "National Health Data Service",
    which: values.another ? "another" : values.second ? "second" : "first",
  });
  if (!read.success) throw new Refusal("bad_input", `${read.error.issues[0]!.message}: ${usage}`);
  return read.data;
}

await main().catch((error) => {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
