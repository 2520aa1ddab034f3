import { headers } from "next/headers";
import Link from "next/link";
import type { ReactNode } from "react";
import { withNext } from "#app/_trpc/local-path.ts";
import { viewer } from "#app/_trpc/viewer.ts";

/**
 * Forms of deeds that bind, give rights or move money. They are shown to whoever confirmed within the last minutes that it
 * is them; others confirm first, so that nothing is typed in vain (server/decisions/0005).
 */
export async function ConfirmFirst({ to, children }: { to: string; children: ReactNode }) {
  if ((await viewer())?.confirmed) return children;
  const here = (await headers()).get("x-pathname");
  return (
    <p>
      <Link href={withNext("/confirm", here)}>Confirm that it is you</Link> to {to}.
    </p>
  );
}
