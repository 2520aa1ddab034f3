import type { Metadata } from "next";
import Link from "next/link";
import { localPath, withNext } from "#app/_trpc/local-path.ts";
import { api } from "#app/_trpc/server.ts";
import { CodeForm } from "./code-form.tsx";

export const metadata: Metadata = { title: "Enter the code" };

export default async function CodePage({ searchParams }: PageProps<"/confirm/code">) {
  const next = localPath((await searchParams).next, "");
  const { email } = await api.access.account();
  const shown = await api.access.codeToShow();
  return (
    <>
      <h1>Enter the code</h1>
      <p>
        We have sent six digits to {email}. They work once, within ten minutes, and bear five wrong tries.
      </p>
      {shown && (
        <p>
          Demonstration only: made-up people have no mailbox, so here is the code: <strong>{shown}</strong>
        </p>
      )}
      <CodeForm next={next} />
      <p>
        <Link href={withNext("/confirm", next)}>Use another way, or have another code sent</Link>
      </p>
    </>
  );
}
