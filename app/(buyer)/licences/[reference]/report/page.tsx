import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import {
  DateField,
  Form,
  MoneyField,
  SelectField,
  TextArea,
  TextField,
  TickField,
} from "#app/_components/form.tsx";
import { PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { installation, viewer } from "#app/_trpc/viewer.ts";
import type { FactField } from "#server/commercial-models/engine/fact-form.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import { factFormOf } from "#server/licensing/settlement/facts-form.ts";
import { reportingOf } from "../reporting.ts";
import { report } from "./actions.ts";

export const metadata: Metadata = { title: "Report" };

export default async function ReportPage({
  params,
  searchParams,
}: PageProps<"/licences/[reference]/report">) {
  const { reference } = await params;
  const { fact, component: named } = await searchParams;
  const licence = await api.licensing.licenceByReference({ reference });
  const asked = licence.contract.components.find(({ id, terms }) =>
    named === undefined ? factFormOf(terms.kind as Kind, fact) !== undefined : id === named,
  );
  const form = asked && factFormOf(asked.terms.kind as Kind, fact);
  if (!form) notFound();
  const component = asked;
  const { businessDate } = await installation();
  const person = await viewer();
  if (!reportingOf(person)[form.by]) redirect("/not-allowed");
  const Sending = form.by === "report" ? Form : ConfirmedForm;
  return (
    <>
      <PageTitle
        crumbs={[{ href: `/licences/${reference}`, label: licence.title }]}
        title={form.title}
        lead={`${reference}. What you send is kept for ever; what corrects it says so, and the difference is billed or credited.`}
      />
      <div className="split">
        <Sending
          action={report}
          submit={form.say}
          kind="commit"
          fields={{
            licence: reference,
            component: component.id,
            kind: component.terms.kind as Kind,
            fact: form.fact,
          }}
        >
          <DateField name="on" label={form.on} value={businessDate} />
          {form.fields.map((field) => (
            <Asked
              key={field.name}
              field={field}
              options={field.type === "choice" ? field.options(component.terms, licence.obligations) : []}
            />
          ))}
          <TextArea
            name="evidence"
            label="Evidence (optional)"
            hint="Where it can be seen: a file name, a reference, a link"
          />
          <TickField name="corrects" label="This corrects what was reported before" />
        </Sending>
        {form.by === "attest" && (
          <aside>
            <Panel title="You attest this">
              <p className="mb-0">
                By sending, {person?.name} confirms as a signatory of {person?.organisation.name} that the
                figures are true and complete. Your name and the time are kept with them.
              </p>
            </Panel>
          </aside>
        )}
      </div>
    </>
  );
}

function Asked({ field, options }: { field: FactField; options: readonly string[] }) {
  const common = {
    name: field.name,
    label: field.optional ? `${field.label} (optional)` : field.label,
    ...(field.hint && { hint: field.hint }),
  };
  if (field.type === "money") return <MoneyField {...common} />;
  if (field.type === "day") return <DateField {...common} />;
  if (field.type === "choice")
    return <SelectField {...common} options={options.map((option) => ({ value: option, label: option }))} />;
  return <TextField {...common} short={field.type === "number"} />;
}
