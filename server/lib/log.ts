import { pino } from "pino";

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
});
