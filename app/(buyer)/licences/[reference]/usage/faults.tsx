"use client";
import { useContext } from "react";
import { Sent } from "#app/_components/form.tsx";

/** What was wrong with the file that was sent last, line by line. */
export function Faults() {
  const lines = (useContext(Sent).values.faults ?? "").split("\n").filter(Boolean);
  if (lines.length === 0) return null;
  return (
    <ul className="mb-6 border-l-4 border-error pl-3">
      {lines.map((line, index) => (
        <li key={`${index}${line}`}>{line}</li>
      ))}
    </ul>
  );
}
