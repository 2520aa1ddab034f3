import type { Metadata } from "next";
import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { DateField, FileField, SelectField, TextField } from "#app/_components/form.tsx";
import { Facts, Notice, PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { StatusTag, type Tone } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import { may } from "#app/_trpc/may.ts";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import { installation, viewer } from "#app/_trpc/viewer.ts";
import { formatDate } from "#server/lib/dates.ts";
import { percent, pounds } from "#server/lib/money.ts";
import { FileLink } from "../files/file-link.tsx";
import { accept } from "./actions.ts";

export const metadata: Metadata = { title: "Milestones" };

type One = AppOutputs["licensing"]["milestones"]["instalments"][number];

const words: Record<One["state"], string> = {
  planned: "to come",
  waiting: "waits",
  reached: "reached",
  due: "fell due",
  lapsed: "lapsed",
  cancelled: "cancelled",
};
const tones: Record<One["state"], Tone> = {
  planned: "neutral",
  waiting: "wait",
  reached: "good",
  due: "info",
  lapsed: "bad",
  cancelled: "neutral",
};

export default async function MilestonesPage({
  params,
  searchParams,
}: PageProps<"/licences/[reference]/milestones">) {
  const { reference } = await params;
  const page = await api.licensing.milestones({ reference });
  const { businessDate } = await installation();
  const mayAccept = may(await viewer(), "facts.decide");
  const waiting = page.instalments.filter(({ state, milestone }) => state === "waiting" && milestone);
  const names = [...new Set(waiting.flatMap(({ milestone }) => milestone ?? []))];
  const evidence = page.instalments.filter(({ reached }) => reached !== null);
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/licences", label: "Licences" },
          { href: `/licences/${reference}`, label: page.title },
        ]}
        title="When each part of the fee falls due"
        lead={`${reference}: one fee of ${pounds(page.fee)} without VAT, in ${page.instalments.length} ${page.instalments.length === 1 ? "part" : "parts"}.`}
      />
      {(await searchParams).done === "accepted" && (
        <Notice>
          The milestone is accepted, with its evidence. Its part of the fee is invoiced within the minute.
        </Notice>
      )}
      <div className="split">
        <div>
          <Table
            caption="Instalments"
            rows={page.instalments}
            rowKey={({ label }) => label}
            columns={[
              { header: "Instalment", cell: ({ label }) => label },
              { header: "Weight", amount: true, cell: ({ weight }) => weightInWords(weight, page.weights) },
              { header: "Amount, no VAT", amount: true, cell: ({ net }) => <Money pence={net} /> },
              { header: "Falls due", cell: (one) => triggerOf(one) },
              { header: "Not later than", cell: (one) => longStopOf(one) },
              {
                header: "State",
                cell: ({ state }) => <StatusTag tone={tones[state]}>{words[state]}</StatusTag>,
              },
            ]}
          />
          <h2>Evidence</h2>
          {evidence.length === 0 && <p>No milestone was reached yet.</p>}
          {evidence.map(({ label, milestone, reached, file, lines }) => (
            <section key={label} className="mb-6">
              <h3>{milestone}</h3>
              <Facts
                items={[
                  ["Reached", <Day key="on" date={reached!.on} />],
                  ["Accepted by", reached!.acceptor ?? "not said"],
                  ...(reached!.quantity ? [["Quantity", reached!.quantity] as const] : []),
                  ["Charge", lines.map(({ workings }) => workings).join("; ")],
                ]}
              />
              {file ? (
                <FileLink reference={reference} file={file} />
              ) : (
                <p className="text-ink-2">Without a file here</p>
              )}
            </section>
          ))}
        </div>
        <aside>
          {mayAccept && names.length > 0 ? (
            <Panel title="Accept a milestone">
              <ConfirmedForm
                action={accept}
                submit="Accept the milestone"
                kind="commit"
                fields={{ reference }}
              >
                <SelectField
                  name="milestone"
                  label="Milestone"
                  options={names.map((name) => ({ value: name, label: name }))}
                  value={names.length === 1 ? names[0] : undefined}
                />
                <DateField name="on" label="Day it was reached" value={businessDate} />
                <TextField name="acceptor" label="Who accepted it?" hint="Full name" />
                {waiting.some(({ plannedQuantity }) => plannedQuantity !== null) && (
                  <TextField
                    name="quantity"
                    label="How much was reached?"
                    hint={waiting
                      .filter(({ plannedQuantity }) => plannedQuantity !== null)
                      .map(({ milestone, plannedQuantity }) => `${milestone}: ${plannedQuantity} planned`)
                      .join("; ")}
                    short
                  />
                )}
                <FileField
                  name="file"
                  label="Evidence"
                  hint="Any file, at most 10 MB; both sides can fetch it"
                  accept=".pdf,.csv,.txt,.docx,.xlsx,.png,.jpg,.eml"
                />
              </ConfirmedForm>
            </Panel>
          ) : (
            <p className="text-ink-2">
              {names.length > 0
                ? "A commercial manager of the NHS accepts a milestone, with the evidence for it."
                : "No milestone waits."}
            </p>
          )}
        </aside>
      </div>
    </>
  );
}

function triggerOf({ on, milestone, due }: One) {
  if (on) return <Day date={on} />;
  return due ? (
    <>
      <Day date={due} />, {milestone}
    </>
  ) : (
    `when reached: ${milestone}`
  );
}

const longStopOf = ({ longStop, atLongStop }: One) =>
  longStop
    ? `before ${formatDate(longStop)}, or it ${atLongStop === "lapses" ? "lapses" : "falls due then"}`
    : "no limit";

const weightInWords = (weight: number, of: number) =>
  (weight * 10_000) % of === 0 ? percent((weight * 10_000) / of) : `${weight} of ${of}`;
