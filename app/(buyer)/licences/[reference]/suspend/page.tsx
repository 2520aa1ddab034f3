import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { TextArea } from "#app/_components/form.tsx";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { onlyFor } from "#app/_trpc/viewer.ts";
import { allows } from "#server/licensing/moves.ts";
import { suspendOrRestore } from "./actions.ts";

export const metadata: Metadata = { title: "Suspend or restore access" };

export default async function SuspendPage({ params }: PageProps<"/licences/[reference]/suspend">) {
  await onlyFor("facts.decide");
  const { reference } = await params;
  const licence = await api.licensing.licenceByReference({ reference });
  const restores = allows("licence", licence.status, "restore");
  if (!restores && !allows("licence", licence.status, "suspend")) redirect(`/licences/${reference}`);
  return (
    <>
      <PageTitle
        crumbs={[{ href: `/licences/${reference}`, label: licence.title }]}
        title={restores ? "Restore access" : "Suspend access"}
        lead={
          restores
            ? `Access of ${licence.organisation} is back at once, exactly as it was.`
            : `Access of ${licence.organisation} stops at once. What is due stays due, and charges go on as agreed.`
        }
      />
      <ConfirmedForm
        action={suspendOrRestore}
        submit={restores ? "Restore access" : "Suspend access"}
        kind={restores ? "primary" : "danger"}
        fields={{ reference, move: restores ? "restore" : "suspend" }}
      >
        <TextArea name="reason" label="Why?" hint="The licensee reads it" />
      </ConfirmedForm>
    </>
  );
}
