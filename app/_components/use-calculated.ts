"use client";
import { type RefObject, useEffect, useState } from "react";
import { emptyState, type FormState } from "./form-state.ts";

type Calculates = (before: FormState, form: FormData) => Promise<FormState>;

/**
 * What the form round a place comes to, calculated anew a moment after something was typed into it; null before. A file is
 * not sent along: it is read when the form is. Where it cannot be answered now, what was shown stays, and the next thing
 * that is typed asks again. `atOnce`: also before anything was typed.
 */
export function useCalculated(
  place: RefObject<HTMLElement | null>,
  calculate: Calculates,
  { atOnce }: { atOnce: boolean },
): FormState | null {
  const [live, setLive] = useState<FormState | null>(null);
  useEffect(() => {
    const form = place.current?.closest("form");
    if (!form) return;
    let [timer, asked] = [0, 0];
    const ask = async () => {
      const mine = ++asked;
      const typed = new FormData(form);
      typed.delete("file");
      const answer = await calculate(emptyState, typed).catch(() => null);
      if (answer && mine === asked) setLive(answer);
    };
    const soon = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, 400);
    };
    form.addEventListener("input", soon);
    if (atOnce) void ask();
    return () => {
      window.clearTimeout(timer);
      form.removeEventListener("input", soon);
    };
  }, [place, calculate, atOnce]);
  return live;
}
