"use client";
import { useContext, useRef } from "react";
import { Button } from "#app/_components/button.tsx";
import { Sent } from "#app/_components/form.tsx";
import { useCalculated } from "#app/_components/use-calculated.ts";
import { InWords } from "#app/(buyer)/offers/[reference]/worth.tsx";

/**
 * What the offer comes to, calculated anew a moment after something was typed; without JavaScript when the button is
 * pressed, and what was typed stays.
 */
export function Live({ calculate }: { calculate: Parameters<typeof useCalculated>[1] }) {
  const sent = useContext(Sent);
  const place = useRef<HTMLElement>(null);
  const live = useCalculated(place, calculate, { atOnce: true });
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
