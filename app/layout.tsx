import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { connection } from "next/server";
import type { ReactNode } from "react";
import "./globals.css";
import { formatDate } from "#server/lib/dates.ts";
import { Kept } from "./_components/form.tsx";
import { Header } from "./_components/header.tsx";
import { homeFor, navigationFor } from "./_components/navigation.ts";
import { kept } from "./_trpc/kept.ts";
import { installation, viewer } from "./_trpc/viewer.ts";

export const metadata: Metadata = {
  title: { default: "Health Data Marketplace", template: "%s · Health Data Marketplace" },
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // A page made ahead of time would carry no nonce, and the policy would block its scripts.
  await connection();
  const [person, { demo, businessDate }] = await Promise.all([viewer(), installation()]);
  const roles = person?.roles ?? [];
  return (
    <html lang="en-GB">
      <head>
        {/* The error page shows this number; the log line of the same request carries it too. */}
        <meta name="request-id" content={(await headers()).get("x-request-id") ?? ""} />
      </head>
      <body>
        <a
          href="#main"
          className="sr-only focus:not-sr-only focus:block focus:bg-[#ffeb3b] focus:p-3 focus:text-[#212b32]"
        >
          Skip to main content
        </a>
        <Header
          items={navigationFor(roles)}
          home={person ? homeFor(roles) : "/"}
          person={
            person && {
              name: person.name,
              roles: person.roleTitles.join(", "),
              organisation: person.organisation.name,
              side: person.organisation.side,
            }
          }
        />
        {demo && (
          <aside
            aria-label="Demonstration"
            className="border-b border-line bg-wait-wash text-wait print:hidden"
          >
            <p className="frame mb-0 flex !max-w-[1240px] flex-wrap gap-x-4 py-1 text-[0.9375rem]">
              <span>
                Demonstration: companies and people are made up. Business date {formatDate(businessDate)}.
              </span>
              <Link href="/demo/clock" className="!text-wait">
                Move the date
              </Link>
              <Link href="/demo/mailbox" className="!text-wait">
                Mailbox
              </Link>
            </p>
          </aside>
        )}
        <main id="main" tabIndex={-1} className="frame flex-1 py-8">
          <Kept value={await kept()}>{children}</Kept>
        </main>
        <footer className="mt-12 border-t border-line bg-wash">
          <div className="frame flex flex-wrap gap-x-6 gap-y-1 py-6 text-[0.9375rem]">
            <span>
              The list of nine commercial models is a reconstruction:{" "}
              <Link href="/models">how it came about</Link>.
            </span>
            <Link href="/simulator">Simulator</Link>
            <Link href="/register">Public register</Link>
            <Link href="/accessibility">Accessibility</Link>
          </div>
        </footer>
      </body>
    </html>
  );
}
