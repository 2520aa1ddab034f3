"use client";
import { useRef } from "react";
import { emptyState } from "#app/_components/form-state.ts";
import { Facts } from "#app/_components/layout-parts.tsx";
import { useCalculated } from "#app/_components/use-calculated.ts";

/** What the rows come to by the rules that will bill them, a moment after something was typed; or what is wrong with them. */
export function WhatItComesTo({ calculate }: { calculate: Parameters<typeof useCalculated>[1] }) {
  const place = useRef<HTMLElement>(null);
  const { answer, errors } = useCalculated(place, calculate, { atOnce: false }) ?? emptyState;
  const wrong = answer ? answer.lines : Object.values(errors);
  return (
    <section
      ref={place}
      aria-live="polite"
      aria-label="What it comes to"
      className="mb-5 rounded-md bg-wash p-4"
    >
      <h2 className="!mt-0 !text-[1.0625rem]">What it comes to</h2>
      {answer && answer.facts.length > 0 && <Facts items={answer.facts} />}
      {wrong.map((line) => (
        <p key={line} className="mb-1">
          {line}
        </p>
      ))}
      {!answer && wrong.length === 0 && (
        <p className="mb-0">It is calculated as you type. Nothing is billed before a signatory attests.</p>
      )}
    </section>
  );
}
