"use client";
import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useState, useTransition } from "react";

const Apply = createContext<(form: HTMLFormElement, meanwhile: () => void) => void>(() => undefined);
export const useApply = () => useContext(Apply);

/** The button that applies the filters: there until the page is live, for then every choice applies itself. */
export function ApplyButton() {
  const [isLive, setLive] = useState(false);
  useEffect(() => setLive(true), []);
  if (isLive) return null;
  return (
    <button type="submit" className="button button-secondary mt-2">
      Apply filters
    </button>
  );
}

/**
 * Around the filters and what they find: with JavaScript a choice is applied as it is made, focus and scroll stay where
 * they are, and the address follows, so that Back takes it away again. Without it the same form has a button.
 */
export function LiveFilters({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [isWaiting, start] = useTransition();
  const apply = (form: HTMLFormElement, meanwhile: () => void) =>
    start(() => {
      meanwhile();
      router.push(addressOfForm(form), { scroll: false });
    });
  return (
    <Apply value={apply}>
      <div
        className="split split-left !gap-y-0 wide:grid-rows-[auto_1fr]"
        aria-busy={isWaiting}
        onSubmit={(event) => {
          const form = event.target as HTMLFormElement;
          if (form.id !== "filters") return;
          event.preventDefault();
          start(() => router.push(addressOfForm(form), { scroll: false }));
        }}
        onChange={(event) => {
          const changed = event.target as HTMLElement;
          if (changed instanceof HTMLSelectElement && changed.form) apply(changed.form, () => undefined);
        }}
      >
        {children}
      </div>
    </Apply>
  );
}

function addressOfForm(form: HTMLFormElement): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of new FormData(form))
    if (typeof value === "string" && value.trim() !== "") parameters.append(name, value);
  const text = parameters.toString();
  return text ? `/catalogue?${text}` : "/catalogue";
}
