import type { Metadata } from "next";
import Link from "next/link";
import { Form, TextField } from "#app/_components/form.tsx";
import { PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { localPath, withNext } from "#app/_trpc/local-path.ts";
import { api } from "#app/_trpc/server.ts";
import { confirmByCode } from "../actions.ts";

export const metadata: Metadata = { title: "Enter the code" };

export default async function CodePage({ searchParams }: PageProps<"/confirm/code">) {
  const next = localPath((await searchParams).next, "");
  const { email } = await api.access.account();
  const shown = await api.access.codeToShow();
  return (
    <>
      <PageTitle
        title="Enter the code"
        lead={`We have sent six digits to ${email}. They work once, within ten minutes.`}
      />
      {shown && (
        <Panel title="Demonstration only">
          <p className="mb-0">
            Made-up people have no mailbox, so here is the code: <strong>{shown}</strong>
          </p>
        </Panel>
      )}
      <Form action={confirmByCode} submit="Confirm" fields={{ next }}>
        <TextField name="code" label="Code" hint="Six digits" autoComplete="one-time-code" short />
      </Form>
      <p>
        <Link href={withNext("/confirm", next)}>Use your password, or have another code sent</Link>
      </p>
    </>
  );
}
