/**
 * The plan of the house, as tables: whoever adds a room, adds it here, and nowhere else.
 * What these tables mean is said in `law.ts`; `npm run arrows` holds every import against them.
 */

/** Rooms in order: a file may use its own room and those before it. An entry is a folder, or a file without its `.ts`. */
export const orders: Record<string, readonly string[]> = {
  server: [
    "lib",
    "pdf",
    "audit",
    "jobs",
    "notices",
    "access",
    "ledger",
    "commercial-models",
    "pricing",
    "catalogue",
    "quoting",
    "forecasting",
    "billing",
    "licensing",
    "register",
    "reconciliation",
    "reporting",
    "machines",
    "demonstration",
    "testing",
  ],
  "server/commercial-models": ["engine", "models", "simulation", "play", "cases", "second"],
  "server/billing": ["documents", "receipts", "refunds", "accounts", "vat"],
  "server/licensing": [
    "moves",
    "contract",
    "applications",
    "settlement",
    "negotiation",
    "signing",
    "usage",
    "statements",
    "deliverables",
    "holdings",
    "costs",
    "lifecycle",
    "daily",
    "router",
  ],
};

/** Rooms that do not know each other. */
export const strangers: Record<string, readonly string[]> = {
  "server/reporting": ["dashboards", "exports", "verify"],
};

/** Where the house is put together: these may use every room, and no room may use them. */
export const roots = [
  /^server\/(router|context|start|worker|web|web-begins)\.ts$/,
  /^server\/(launcher|bench|arrows)\//,
  /-command\.ts$/,
];

/** Tests and what only tests need. Nobody else imports these. */
export const tests = [
  /\.(test|story)\.tsx?$/,
  /(^|\/)testing\.ts$/,
  /^server\/testing\//,
  /^server\/vitest\./,
  /^db\/test-cluster\.ts$/,
  /^e2e\//,
];

/** The engine of the nine, and all that it may lean on. */
export const engine = /^server\/commercial-models\//;
export const engineLeansOn = [
  /^(node_modules\/)?zod(\/|$)/,
  /^server\/lib\/(money|dates|refusal|words|countries|schema-words)\.ts$/,
  /^server\/ledger\/accounts\.ts$/,
  /^db\/enums\.ts$/,
];

/**
 * A store remembers, and only a store speaks SQL. A file that is called after what it remembers is a store as well,
 * if it is named here: the name is then a promise that no page imports it.
 */
export const stores = [/(^|\/)store\.ts$/, /-store\.ts$/, /\/store\//];

/** Besides the stores these hold the database in their hands: it is what they are for. */
export const databaseHolders = [
  /^db\//,
  /^server\/lib\/(change|cursor|rows)\.ts$/,
  /^server\/(web|worker)\.ts$/,
  /^server\/(launcher|jobs|bench|demonstration|testing)\//,
  /^server\/access\/(database|next-auth)\.ts$/,
];

/** Rules decide: they are the same on every day, in every browser, whatever the database holds. */
export const rules = [
  /(^|\/)rules\.ts$/,
  /-rules\.ts$/,
  /\/rules\//,
  /(^|\/)forms?\.ts$/,
  /-forms?\.ts$/,
  /^server\/commercial-models\/(?!.*-command\.ts$)/,
];

/** The one file that reads the day for everybody. */
export const clocks = [/^server\/access\/store\/clock\.ts$/];

/** The files that may ask the machine for the time: what falls due is decided by the business date they pass on. */
export const clockReaders = [
  ...clocks,
  /^server\/access\/next-auth\.ts$/,
  /^server\/(launcher|bench|testing|demonstration)\//,
  /^server\/(start|web|web-begins)\.ts$/,
  /^server\/licensing\/daily\/store\/run\.ts$/,
  /^app\/api\/ready\/route\.ts$/,
  /^server\/commercial-models\/second\/fuzz-command\.ts$/,
  /^db\/embedded\.ts$/,
];

/** The server's own doors to the framework; every other file of the server would run without it. */
export const frameworkDoors = [/^server\/(context|web)\.ts$/, /^server\/access\/next-auth\.ts$/];

/** Pages: all of app/, except the caller through which they speak to the server, and the doors for machines. */
export const pages = /^app\//;
export const caller = /^app\/_trpc\//;
export const machineDoors = /^app\/.*\/route\.ts$/;
