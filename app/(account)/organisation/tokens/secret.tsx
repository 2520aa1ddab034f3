"use client";
import { useContext } from "react";
import { Sent } from "#app/_components/form.tsx";

/** The secret of a token that was made this moment: on this answer to the form, and never again. */
export function Secret() {
  const { secret } = useContext(Sent).values;
  if (!secret) return null;
  return (
    <div role="status" className="mb-6 border-l-4 border-commit bg-good-wash p-4 text-good">
      <p>The token is made. Copy its secret now: it is shown this once and kept nowhere.</p>
      <p className="mb-0">
        <code className="font-semibold break-all select-all">{secret}</code>
      </p>
    </div>
  );
}
