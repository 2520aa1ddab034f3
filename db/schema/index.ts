export * from "./access.ts";
export * from "./audit.ts";
export * from "./billing.ts";
export * from "./catalogue.ts";
export * from "./ledger.ts";
export * from "./licensing.ts";
export * from "./pricing.ts";
