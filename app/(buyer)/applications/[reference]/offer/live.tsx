"use client";
import { useContext, useEffect, useRef, useState } from "react";
import { Button } from "#app/_components/button.tsx";
import { Sent } from "#app/_components/form.tsx";
import type { FormState } from "#app/_components/form-state.ts";
import { InWords } from "#app/(buyer)/offers/[reference]/worth.tsx";

type Calculates = (before: FormState, form: FormData) => Promise<FormState>;

/**
 * What the offer comes to, calculated anew a moment after something was typed; without JavaScript when the button is
 * pressed, and what was typed stays.
 */
export function Live({ calculate }: { calculate: Calculates }) {
  const sent = useContext(Sent);
  const [live, setLive] = useState<FormState | null>(null);
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    const form = place.current?.closest("form");
    if (!form) return;
    let [timer, asked] = [0, 0];
    const ask = async () => {
      const mine = ++asked;
      // Where it cannot be answered now, what was shown stays, and the button asks again.
      const answer = await calculate({ errors: {}, values: {} }, new FormData(form)).catch(() => null);
      if (answer && mine === asked) setLive(answer);
    };
    const soon = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, 400);
    };
    form.addEventListener("input", soon);
    void ask();
    return () => {
      window.clearTimeout(timer);
      form.removeEventListener("input", soon);
    };
  }, [calculate]);
  const { answer, errors } = live ?? sent;
  return (
    <section ref={place} aria-live="polite" className="mb-5 rounded-md bg-wash p-4">
      <h2 className="!mt-0 !text-[1.0625rem]">What this offer comes to</h2>
      {answer && <InWords {...answer} />}
      {live && !answer && <p>Not yet: {Object.values(errors).join(". ")}.</p>}
      <Button kind="secondary" name="calculate" value="yes">
        Calculate
      </Button>
    </section>
  );
}
