import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { DateField, RadioField, SelectField, TextArea, TextField } from "#app/_components/form.tsx";
import { Facts, Notice, PageTitle } from "#app/_components/layout-parts.tsx";
import { Money } from "#app/_components/money.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { installation, onlyFor, viewer } from "#app/_trpc/viewer.ts";
import { vatInWords } from "#server/billing/vat/standing.ts";
import { evidenceKinds, proofs, recordedKinds } from "#server/billing/vat/words.ts";
import { countryName, isUkForVat } from "#server/lib/countries.ts";
import { recordVatEvidence } from "../actions.ts";
import { EvidenceTable } from "../evidence-table.tsx";

export const metadata: Metadata = { title: "VAT of a customer" };

type Proof = keyof typeof proofs;

export default async function VatOfCustomerPage({
  params,
  searchParams,
}: PageProps<"/finance/vat/[organisation]">) {
  await onlyFor("vat.read");
  const person = await viewer();
  const organisationId = z.uuid().safeParse((await params).organisation);
  if (!organisationId.success) notFound();
  const { customer, evidence, chargedPence } = await api.billing.vatOf({
    organisationId: organisationId.data,
  });
  const stated = evidence[0]?.proves === null ? evidence[0].number : null;
  const done = (await searchParams).done === "recorded";
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/finance/vat", label: "VAT evidence" }]}
        title={customer.name}
        lead={vatInWords(customer)}
      />
      {done && (
        <Notice>
          It is recorded. What was invoiced otherwise is credited and invoiced again now; it stands among the
          invoices within a minute.
        </Notice>
      )}
      <Facts
        items={[
          ["Country", countryName(customer.country)],
          ["VAT number", customer.vatNumber ?? "not stated"],
          ...(stated ? ([["Stated, to be checked", stated]] as const) : []),
          ["VAT on its invoices, less credits", <Money key="charged" pence={chargedPence} />],
        ]}
      />
      <EvidenceTable evidence={evidence} />
      {may(person, "vat.decide") && (
        <section>
          <h2>Record what you saw</h2>
          <p>
            What you say here stands instead of what was said before. Invoices that charge VAT otherwise are
            credited today and invoiced again.
          </p>
          <ConfirmedForm
            action={recordVatEvidence}
            submit="Record evidence"
            kind="commit"
            fields={{ organisationId: customer.id, requestKey: randomUUID() }}
          >
            <SelectField
              name="kind"
              label="What you saw"
              options={recordedKinds.map((value) => ({ value, label: evidenceKinds[value] }))}
            />
            <TextField
              name="number"
              label="VAT number"
              hint="If there is one. Its shape and check digits are checked here; whether it is registered, only the register says."
              value={stated ?? customer.vatNumber ?? ""}
            />
            <TextArea
              name="seen"
              label="What it said, and where"
              hint="For example: VIES, valid, consultation number WAPIAAAAX1Y2Z3"
            />
            <RadioField
              name="proves"
              label="What it shows"
              options={possible(customer.country).map((value) => ({ value, label: proofs[value] }))}
            />
            <DateField
              name="holdsFrom"
              label="Shown from"
              hint="The day from which VAT is decided by it: today, or a day before. Not needed if it shows neither."
              value={(await installation()).businessDate}
            />
          </ConfirmedForm>
        </section>
      )}
    </>
  );
}

/** What can be shown of a customer at all. */
const possible = (country: string): Proof[] => [
  isUkForVat(country) ? "same_registration" : "business_abroad",
  "neither",
];
