import next from "next";
import { connect } from "#db/client.ts";
import { front } from "./launcher/front.ts";
import { env } from "./lib/env.ts";

/** The web server: the pages, behind what `front` asks of every request. */
const { HOST, PORT, DATABASE_URL, DEMO } = env();
const app = next({ dev: false, hostname: HOST, port: PORT });
await app.prepare();

// For its one question a connection of its own: the pool of the pages may be waited for by many.
const server = front(connect(DATABASE_URL, { max: 1 }), DEMO, app.getRequestHandler());
server.listen(PORT, HOST);

for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)
  process.once(signal, () => server.close(() => process.exit(code)));
