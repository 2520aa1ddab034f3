"use client";
import { type RefObject, useEffect, useState } from "react";
import type { FormState } from "#app/_components/form-state.ts";
import { Facts } from "#app/_components/layout-parts.tsx";

/** What the rows come to by the rules that will bill them, a moment after something was typed; or what is wrong with them. */
export function WhatItComesTo({
  form,
  calculate,
}: {
  form: RefObject<HTMLFormElement | null>;
  calculate: (before: FormState, form: FormData) => Promise<FormState>;
}) {
  const [{ answer, errors }, setLive] = useState<FormState>({ errors: {}, values: {} });
  useEffect(() => {
    const listens = form.current;
    if (!listens) return;
    let [timer, asked] = [0, 0];
    const ask = async () => {
      const mine = ++asked;
      const typed = new FormData(listens);
      typed.delete("file");
      // Where it cannot be answered now, what was shown stays, and the next thing that is typed asks again.
      const said = await calculate({ errors: {}, values: {} }, typed).catch(() => null);
      if (said && mine === asked) setLive(said);
    };
    const soon = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, 500);
    };
    listens.addEventListener("input", soon);
    return () => {
      window.clearTimeout(timer);
      listens.removeEventListener("input", soon);
    };
  }, [form, calculate]);
  const wrong = answer ? answer.lines : Object.values(errors);
  return (
    <section aria-live="polite" aria-label="What it comes to" className="mb-5 rounded-md bg-wash p-4">
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
