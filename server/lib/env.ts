import { existsSync } from "node:fs";
import { z } from "zod";
import { addressesIn } from "#db/data-folder.ts";
import { Refusal } from "./refusal.ts";

const text = z.string().min(1);
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: "is not a postgres:// address" });
const flag = z.enum(["0", "1"], "is neither 0 nor 1").transform((value) => value === "1");

/** Every variable that is read, with what it means; anything else in the environment is ignored. */
export const variables = {
  PORT: {
    schema: z.coerce
      .number("is no port")
      .int("is no port")
      .min(1, "is no port")
      .max(65_535, "is no port")
      .default(3000),
    meaning: "Port of the web server",
    shown: "3000",
  },
  HOST: {
    schema: text.default("127.0.0.1"),
    meaning: "Address the web server listens on",
    shown: "127.0.0.1",
  },
  PUBLIC_URL: {
    schema: z.url({ protocol: /^https?$/, error: "is no web address" }).optional(),
    meaning: "Address that people type; stands in mails",
    shown: "http://localhost:PORT",
  },
  TRUSTED_PROXIES: {
    schema: z.coerce
      .number("is no number of proxies, 0 to 9")
      .int("is no number of proxies, 0 to 9")
      .min(0, "is no number of proxies, 0 to 9")
      .max(9, "is no number of proxies, 0 to 9")
      .default(0),
    meaning:
      "Proxies of your own in front of the web server, which append to X-Forwarded-For; sets whose tries are counted",
    shown: "0",
  },
  DATA_DIR: { schema: text.default(".data"), meaning: "Folder of the embedded database", shown: ".data" },
  DATABASE_URL: {
    schema: postgresUrl.optional(),
    meaning: "Postgres, as the app's role; nothing embedded starts when it is set",
    shown: "embedded",
  },
  MIGRATE_DATABASE_URL: {
    schema: postgresUrl.optional(),
    meaning: "The same Postgres, as the owner of the tables; for migrations and the job queue",
    shown: "embedded",
  },
  BACKUP_DATABASE_URL: {
    schema: postgresUrl.optional(),
    meaning: "The same Postgres, as a role that may replicate; for npm run backup alone",
    shown: "embedded",
  },
  WAL_ARCHIVE: {
    schema: text.optional(),
    meaning:
      "Folder in which the embedded database keeps its log, to come back to any moment; on another disk than DATA_DIR",
    shown: "none",
  },
  DEMO: {
    schema: flag.optional(),
    meaning: "1: demonstration with made-up people, one-click sign-in, mailbox and movable date",
    shown: "1 when embedded, else 0",
  },
  DEMO_DATE: {
    schema: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, "is no day like 2026-04-01")
      .optional(),
    meaning: "Business date with which a new demonstration begins",
    shown: "today",
  },
  SMTP_URL: {
    schema: z.url({ protocol: /^smtps?$/, error: "is not an smtp:// address" }).optional(),
    meaning: "Mail server; without it mail stays in the demo mailbox",
    shown: "none",
  },
  MAIL_FROM: {
    schema: text.default("Health Data Marketplace <no-reply@localhost>"),
    meaning: "Sender of mails",
    shown: "no-reply@localhost",
  },
  LOG_LEVEL: {
    schema: z
      .enum(["debug", "info", "warn", "error", "silent"], "is none of debug, info, warn, error, silent")
      .default("info"),
    meaning: "How much is logged",
    shown: "info",
  },
} as const;

type Parsed = { [Name in keyof typeof variables]: z.output<(typeof variables)[Name]["schema"]> };
export type Env = Omit<Parsed, "DEMO" | "PUBLIC_URL" | "DATABASE_URL" | "MIGRATE_DATABASE_URL"> & {
  DEMO: boolean;
  PUBLIC_URL: string;
  DATABASE_URL: string;
  MIGRATE_DATABASE_URL: string | undefined;
};

/** Reads the variables; refuses `set_up_wrongly` with a sentence that names the wrong one. */
export function readEnv(from: NodeJS.ProcessEnv): Parsed {
  const parsed: Record<string, unknown> = {};
  for (const [name, { schema }] of Object.entries(variables)) {
    const result = (schema as z.ZodType).safeParse(from[name] === "" ? undefined : from[name]);
    if (!result.success)
      throw new Refusal("set_up_wrongly", `The variable ${name} ${result.error.issues[0]!.message}`);
    parsed[name] = result.data;
  }
  const all = parsed as Parsed;
  if (all.MIGRATE_DATABASE_URL && !all.DATABASE_URL)
    throw new Refusal(
      "set_up_wrongly",
      "MIGRATE_DATABASE_URL is set, DATABASE_URL is not: set both, or neither for the embedded database",
    );
  if (all.DATABASE_URL && all.DATABASE_URL === all.MIGRATE_DATABASE_URL)
    throw new Refusal(
      "set_up_wrongly",
      "DATABASE_URL and MIGRATE_DATABASE_URL are the same: the app's role must own nothing, or row-level security would not hold",
    );
  return all;
}

let parsed: Env | null = null;

/** The environment of a running part of the service; without DATABASE_URL, the embedded database that a launcher runs. */
export function env(): Env {
  parsed ??= complete(readEnv(process.env));
  return parsed;
}

function complete(read: Parsed): Env {
  const embedded = read.DATABASE_URL ? null : addressesIn(read.DATA_DIR);
  const DATABASE_URL = read.DATABASE_URL ?? embedded?.appUrl;
  if (!DATABASE_URL)
    throw new Refusal(
      "set_up_wrongly",
      existsSync(read.DATA_DIR)
        ? "The embedded database never ran: npm start first, or set DATABASE_URL"
        : "There is no database: npm start first, or set DATABASE_URL",
    );
  return {
    ...read,
    DATABASE_URL,
    MIGRATE_DATABASE_URL: read.MIGRATE_DATABASE_URL ?? embedded?.ownerUrl,
    DEMO: read.DEMO ?? !read.DATABASE_URL,
    PUBLIC_URL: publicUrl(read),
  };
}

const publicUrl = ({ PUBLIC_URL, PORT }: Parsed) => PUBLIC_URL ?? `http://localhost:${PORT}`;

/** The whole address of one of our pages, as a mail has to name it. */
export const addressOf = (path: string): string => new URL(path, publicUrl(readEnv(process.env))).href;
