export * from "#server/lib/csv-out.ts";
