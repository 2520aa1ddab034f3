import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { DateField, RadioField, TextArea } from "#app/_components/form.tsx";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { installation, onlyFor } from "#app/_trpc/viewer.ts";
import { allows } from "#server/licensing/moves.ts";
import { proposeEnd } from "./actions.ts";

export const metadata: Metadata = { title: "End a licence early" };

export default async function EndPage({ params }: PageProps<"/licences/[reference]/end">) {
  await onlyFor("licence.propose_end");
  const { reference } = await params;
  const licence = await api.licensing.licenceByReference({ reference });
  if (!allows("licence", licence.status, "terminate")) redirect(`/licences/${reference}`);
  const { businessDate } = await installation();
  return (
    <>
      <PageTitle
        crumbs={[{ href: `/licences/${reference}`, label: licence.title }]}
        title="Propose to end this licence early"
        lead="An approver at the NHS decides. What was due before the end stays due; what is credited depends on why it ends."
      />
      <ConfirmedForm action={proposeEnd} submit="Propose the end" kind="danger" fields={{ reference }}>
        <DateField name="on" label="First day without access" value={businessDate} />
        <RadioField
          name="by"
          label="Why does it end?"
          options={[
            {
              value: "convenience",
              label: "It is no longer needed",
              hint: "Nothing that was paid comes back",
            },
            {
              value: "supplier_fault",
              label: "The NHS could not supply what was agreed",
              hint: "Unused days are credited",
            },
            {
              value: "customer_breach",
              label: "The licensee broke the contract",
              hint: "Nothing comes back, and minimums are due in full",
            },
          ]}
        />
        <TextArea name="reason" label="What happened?" />
      </ConfirmedForm>
    </>
  );
}
