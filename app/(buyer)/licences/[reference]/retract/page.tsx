import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { TextArea } from "#app/_components/form.tsx";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { Day } from "#app/_components/money.tsx";
import { api } from "#app/_trpc/server.ts";
import { onlyFor } from "#app/_trpc/viewer.ts";
import { isRetractable } from "#server/licensing/settlement/retraction-rules.ts";
import { proposeRetraction } from "./actions.ts";

export const metadata: Metadata = { title: "Take back what was reported" };

export default async function RetractPage({
  params,
  searchParams,
}: PageProps<"/licences/[reference]/retract">) {
  await onlyFor("facts.propose_retraction");
  const { reference } = await params;
  const { fact: named, version } = await searchParams;
  const licence = await api.licensing.licenceByReference({ reference });
  const fact = licence.facts.find((one) => one.factId === named && String(one.version) === version);
  if (!fact || !isRetractable(fact, licence.facts)) notFound();
  return (
    <>
      <PageTitle
        crumbs={[{ href: `/licences/${reference}`, label: licence.title }]}
        title="Take back what was reported"
        lead="A colleague decides. What was billed for it is then credited, and it may be reported anew."
      />
      <p>
        {fact.kind.replaceAll("_", " ")}, named {fact.factId}, about <Day date={fact.on} />, reported by{" "}
        {fact.reportedByName}.
      </p>
      <ConfirmedForm
        action={proposeRetraction}
        submit="Propose to take it back"
        kind="danger"
        fields={{ reference, factId: fact.factId, version: String(fact.version) }}
      >
        <TextArea name="reason" label="What is wrong with it?" />
      </ConfirmedForm>
    </>
  );
}
