"use client";
import { useEffect, useRef } from "react";

/**
 * What has to be put right, on top of the form, each a link to its field. Takes the focus when it appears; without
 * JavaScript it is the first thing in the form.
 */
export function ErrorSummary({ errors }: { errors: Record<string, string> }) {
  const box = useRef<HTMLDivElement>(null);
  const entries = Object.entries(errors);
  const words = entries.map(([, sentence]) => sentence).join("\n");
  useEffect(() => {
    if (words) box.current?.focus();
  }, [words]);
  if (entries.length === 0) return null;
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="mb-6 border-4 border-error p-4"
      aria-labelledby="error-summary-title"
    >
      <h2 id="error-summary-title" className="!mt-0">
        There is a problem
      </h2>
      <ul className="list-none p-0">
        {entries.map(([field, sentence]) => (
          <li key={field}>
            {field === "form" ? (
              <strong className="text-error">{sentence}</strong>
            ) : (
              <a href={`#${field}`} className="font-semibold !text-error">
                {sentence}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
