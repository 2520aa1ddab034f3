import { headers } from "next/headers";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { withNext } from "#app/_trpc/local-path.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { Form } from "./form.tsx";

/**
 * What binds, gives rights or moves money is shown to whoever confirmed within the last minutes that it is them; others
 * confirm first and come back, so that nothing is typed in vain (server/decisions/0005).
 */
export async function ConfirmFirst({ to, children }: { to: string; children?: ReactNode }) {
  if ((await viewer())?.confirmed) return children;
  const here = (await headers()).get("x-pathname");
  return (
    <p>
      <Link href={withNext("/confirm", here)}>Confirm that it is you</Link> to {to}.
    </p>
  );
}

/** A form of such a deed. */
export const ConfirmedForm = (props: ComponentProps<typeof Form>) => (
  <ConfirmFirst to="go on">
    <Form {...props} />
  </ConfirmFirst>
);
