"use client";
import Link from "next/link";
import { useSyncExternalStore } from "react";
import { compareAddress } from "#app/(public)/compare/address.ts";
import { mostCompared } from "#server/catalogue/shortlist/limits.ts";

type Chosen = { slug: string; title: string };

const storeName = "compare";
const changed = "compare-changed";
const nothing = "[]";

/** What is ticked lasts while the window is open, over pages and filters; the names of public datasets alone. */
const read = () => sessionStorage.getItem(storeName) ?? nothing;
function write(chosen: readonly Chosen[]) {
  sessionStorage.setItem(storeName, JSON.stringify(chosen));
  window.dispatchEvent(new Event(changed));
}
function listen(heard: () => void) {
  window.addEventListener(changed, heard);
  return () => window.removeEventListener(changed, heard);
}

const useChosen = (): Chosen[] => JSON.parse(useSyncExternalStore(listen, read, () => nothing)) as Chosen[];

/** Puts a dataset into the tray, or takes it out. Without JavaScript the box is sent with the form of the tray. */
export function CompareTick({ slug, title }: Chosen) {
  const chosen = useChosen();
  const isIn = chosen.some((one) => one.slug === slug);
  return (
    <label className="inline-flex items-center gap-2">
      <input
        type="checkbox"
        name="set"
        value={slug}
        form="compare"
        checked={isIn}
        disabled={!isIn && chosen.length >= mostCompared}
        onChange={() =>
          write(isIn ? chosen.filter((one) => one.slug !== slug) : [...chosen, { slug, title }])
        }
      />
      <span>
        Compare<span className="sr-only"> {title}</span>
      </span>
    </label>
  );
}

/** What is ticked so far, at the foot of the window, and the way to see it side by side. */
export function CompareTray() {
  const chosen = useChosen();
  return (
    <form
      id="compare"
      action="/compare"
      className="no-print sticky bottom-0 flex !max-w-none flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-paper py-3"
    >
      {chosen.length === 0 ? (
        <span className="text-ink-2">Tick up to {mostCompared} datasets to see them side by side.</span>
      ) : (
        <ul className="flex !max-w-none list-none flex-wrap gap-2 p-0" aria-label="To compare">
          {chosen.map(({ slug, title }) => (
            <li key={slug} className="rounded-md border border-line px-2">
              {title}{" "}
              <button
                type="button"
                className="px-1"
                onClick={() => write(chosen.filter((one) => one.slug !== slug))}
              >
                <span aria-hidden="true">×</span>
                <span className="sr-only">Take away {title}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {chosen.length > 0 ? (
        <Link
          className="button button-secondary"
          prefetch={false}
          href={compareAddress(chosen.map(({ slug }) => slug))}
        >
          Compare {chosen.length}
        </Link>
      ) : (
        <button type="submit" className="button button-secondary">
          Compare
        </button>
      )}
    </form>
  );
}
