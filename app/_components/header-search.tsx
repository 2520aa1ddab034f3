"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";

type Suggestion = { href: string; label: string };

/**
 * The search of every page: "/" or Ctrl+K leads into it, what is typed brings suggestions (a combobox by the ARIA
 * pattern), Enter searches. Until it hears the keyboard, and without JavaScript, it is a plain form and says so.
 */
export function HeaderSearch() {
  const router = useRouter();
  const field = useRef<HTMLInputElement>(null);
  const asked = useRef<AbortController | null>(null);
  const [suggestions, setSuggestions] = useState<readonly Suggestion[]>([]);
  const [active, setActive] = useState(-1);
  const [isListening, setListening] = useState(false);

  useEffect(() => {
    const lead = (event: KeyboardEvent) => {
      const at = event.target as HTMLElement;
      const isTyping = at.isContentEditable || /^(input|textarea|select)$/i.test(at.tagName);
      const isSlash = event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey;
      const isControlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
      if (!isSlash && !isControlK) return;
      event.preventDefault();
      field.current?.closest("details")?.setAttribute("open", "");
      field.current?.focus();
      field.current?.select();
    };
    document.addEventListener("keydown", lead);
    setListening(true);
    return () => document.removeEventListener("keydown", lead);
  }, []);

  // What was typed before the page listened is answered as it begins to.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    if (field.current && field.current === document.activeElement) void suggest(field.current.value);
  }, []);

  const close = () => {
    asked.current?.abort();
    setSuggestions([]);
    setActive(-1);
  };
  const suggest = async (typed: string) => {
    asked.current?.abort();
    setActive(-1);
    if (typed.trim().length < 2) return setSuggestions([]);
    const mine = new AbortController();
    asked.current = mine;
    try {
      const { suggestionsFor } = await import("./suggestions.ts");
      const found = await suggestionsFor(typed, mine.signal);
      if (!mine.signal.aborted) setSuggestions(found);
    } catch {
      // Suggestions help; without them the form still searches.
      if (!mine.signal.aborted) setSuggestions([]);
    }
  };
  const go = ({ href }: Suggestion) => {
    close();
    router.push(href);
  };
  const isOpen = suggestions.length > 0;

  return (
    <search className="relative w-full lg:w-60">
      <form action="/catalogue" className="!max-w-none">
        <label htmlFor="header-search" className="sr-only">
          Search the catalogue
        </label>
        <input
          ref={field}
          id="header-search"
          name="q"
          type="text"
          enterKeyHint="search"
          {...(isListening && {
            role: "combobox",
            "aria-expanded": isOpen,
            "aria-controls": "header-suggestions",
            "aria-autocomplete": "list",
            "aria-activedescendant": active >= 0 ? `header-suggestion-${active}` : undefined,
            "aria-keyshortcuts": "/ Control+K",
          })}
          autoComplete="off"
          maxLength={200}
          placeholder={isListening ? "Search data ( / )" : "Search data"}
          className="!max-w-none"
          onChange={({ currentTarget }) => void suggest(currentTarget.value)}
          onBlur={close}
          onKeyDown={(event) => {
            if (event.key === "Escape") close();
            if (event.key === "Enter" && active >= 0) {
              event.preventDefault();
              go(suggestions[active]!);
            }
            if ((event.key === "ArrowDown" || event.key === "ArrowUp") && isOpen) {
              event.preventDefault();
              const step = event.key === "ArrowDown" ? 1 : -1;
              // One place more than there are suggestions: back in the field itself.
              const places = suggestions.length + 1;
              setActive(((active + 1 + step + places) % places) - 1);
            }
          }}
        />
      </form>
      <div
        id="header-suggestions"
        role="listbox"
        aria-label="Suggestions"
        hidden={!isOpen}
        className="absolute z-10 w-full min-w-72 rounded border border-line bg-paper p-0 text-ink shadow"
      >
        {suggestions.map((suggestion, index) => (
          <div
            key={suggestion.href}
            id={`header-suggestion-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={`cursor-pointer px-3 py-2 ${index === active ? "bg-wash underline" : ""}`}
            // Before the field loses focus and the list goes.
            onPointerDown={(event) => {
              event.preventDefault();
              go(suggestion);
            }}
          >
            {suggestion.label}
          </div>
        ))}
      </div>
    </search>
  );
}
