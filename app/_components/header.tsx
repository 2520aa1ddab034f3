"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { HeaderSearch } from "./header-search.tsx";
import type { NavItem } from "./navigation.ts";
import { roomOf } from "./navigation.ts";

const colours = { public: "#00264d", commercial: "#330072", finance: "#14361f", audit: "#212b32" } as const;

/** The top of every page: which room one is in (its colour), where one can go, and who one is. Works without JavaScript. */
export function Header({
  items,
  person,
  home,
}: {
  items: readonly NavItem[];
  person: { name: string; roles: string; organisation: string; side: "buyer" | "nhs" } | null;
  home: string;
}) {
  const path = usePathname();
  const current = items
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0]?.href;
  // Many rooms get a row of their own; a few stand beside the name.
  const isLong = items.length > 3;
  const menu = useRef<HTMLDetailsElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the menu of a narrow screen
  useEffect(() => menu.current?.removeAttribute("open"), [path]);
  return (
    <header
      className="text-white print:hidden"
      style={{ background: colours[roomOf(path, person?.side ?? null, items)] }}
    >
      <div className="frame flex flex-wrap items-center gap-x-8 py-2">
        <Link
          href={home}
          className="flex items-center gap-3 py-2 text-[1.1875rem] font-semibold !text-white no-underline"
        >
          <Mark />
          Health Data Marketplace
        </Link>
        <details ref={menu} className="menu">
          <summary>Menu</summary>
          <nav
            aria-label="Main"
            className={`order-last w-full ${isLong ? "" : "lg:order-none lg:w-auto lg:flex-1"}`}
          >
            <ul className="flex list-none flex-wrap gap-x-5 p-0">
              {items.map(({ href, label }) => (
                <li key={href}>
                  <Link
                    href={href}
                    aria-current={href === current ? "page" : undefined}
                    className={`block py-2 !text-white no-underline hover:underline ${href === current ? "border-b-4 border-[#41b6e6] font-semibold" : "border-b-4 border-transparent"}`}
                  >
                    {label}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          <HeaderSearch />
          {person ? (
            <div className="ml-auto py-1 text-right text-[0.9375rem] leading-snug">
              <Link href="/account" className="!text-white">
                {person.name}
              </Link>
              <span className="hidden sm:inline"> · {person.roles}</span>
              <div className="flex items-center justify-end gap-3">
                <strong>{person.organisation}</strong>
                <form action="/sign-out" method="post">
                  <button type="submit" className="cursor-pointer underline underline-offset-2">
                    Sign out
                  </button>
                </form>
              </div>
            </div>
          ) : (
            <Link href="/sign-in" className="ml-auto py-2 !text-white">
              Sign in
            </Link>
          )}
        </details>
      </div>
    </header>
  );
}

const Mark = () => (
  <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" fill="#41b6e6">
    {[0, 1, 2].flatMap((row) =>
      [0, 1, 2].map((column) => (
        <rect
          key={`${row}${column}`}
          x={column * 8.5}
          y={row * 8.5}
          width="7"
          height="7"
          opacity={1 - Math.abs(row + column - 2) * 0.28}
        />
      )),
    )}
  </svg>
);
