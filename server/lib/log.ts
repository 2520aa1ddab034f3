import { pino } from "pino";
import { withoutParameters, wordsWithoutParameters } from "./unsaid.ts";

/** Structured logs on standard output. What could open a door is never written. */
export const log = pino({
  level: process.env.LOG_LEVEL || "info",
  base: undefined,
  redact: {
    paths: ["password", "token", "secret", "code", "cookie", "authorization"].flatMap((name) => [
      name,
      `*.${name}`,
      `*.*.${name}`,
    ]),
    censor: "[redacted]",
  },
  serializers: { error: pino.stdSerializers.err },
  hooks: {
    logMethod(said, method) {
      method.apply(this, (said as unknown[]).map(cleaned) as typeof said);
    },
  },
});

// Before pino takes the words of an error for the words of the line.
function cleaned(said: unknown): unknown {
  if (typeof said === "string") return wordsWithoutParameters(said);
  if (said instanceof Error) return withoutParameters(said);
  if (typeof said === "object" && said !== null) Object.values(said).forEach(withoutParameters);
  return said;
}
