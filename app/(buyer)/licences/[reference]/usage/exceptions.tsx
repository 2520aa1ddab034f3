import Link from "next/link";
import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { RadioField, SelectField, TextArea } from "#app/_components/form.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { formatDate, londonDate } from "#server/lib/dates.ts";
import { grouped } from "#server/lib/money.ts";
import { exceptionWords, mayBeCounted } from "#server/licensing/usage/rules.ts";
import { decideException } from "./actions.ts";

type Usage = AppOutputs["licensing"]["usageOfLicence"];
type Exception = Usage["exceptions"]["rows"][number];

const named = ({ source, eventId }: Exception) => `${source} ${eventId}`;

/** What came and could not be counted. A commercial manager decides; everybody else reads. */
export function Exceptions({
  usage: { reference, exceptions, meters },
  mayDecide,
  chosen,
}: {
  usage: Usage;
  mayDecide: boolean;
  chosen: string | undefined;
}) {
  const deciding = mayDecide && exceptions.rows.find(({ id, decision }) => id === chosen && !decision);
  return (
    <section id="exceptions">
      <h2>What could not be counted{exceptions.open > 0 && `: ${exceptions.open} still to decide`}</h2>
      {deciding && <Decide reference={reference} exception={deciding} meters={meters} />}
      <Table
        caption="Events that could not be counted"
        hideCaption
        rows={exceptions.rows}
        rowKey={({ id }) => id}
        empty={<p>Everything that was sent was counted.</p>}
        columns={[
          { header: "Source and id", cell: named },
          { header: "Used on", cell: ({ body }) => formatDate(londonDate(body.at)) },
          { header: "Quantity", amount: true, cell: ({ body }) => grouped(body.quantity) },
          {
            header: "Why",
            cell: ({ reason, body }) =>
              `${exceptionWords[reason]}${reason === "unknown_licence" ? `: ${body.licence}` : ""}`,
          },
          {
            header: "Decision",
            cell: (row) =>
              row.decision ? (
                <>
                  <StatusTag tone={row.decision === "counted" ? "good" : "neutral"}>
                    {row.decision === "counted" ? "counted" : "set aside"}
                  </StatusTag>{" "}
                  by {row.decidedByName}: {row.because}
                </>
              ) : mayDecide ? (
                <Link href={`/licences/${reference}/usage?exception=${row.id}#exceptions`}>
                  Decide<span className="sr-only"> {named(row)}</span>
                </Link>
              ) : (
                "The NHS decides"
              ),
          },
        ]}
      />
    </section>
  );
}

function Decide({
  reference,
  exception,
  meters,
}: {
  reference: string;
  exception: Exception;
  meters: readonly string[];
}) {
  const options = [
    ...(mayBeCounted(exception.reason)
      ? [{ value: "count", label: "Count it", hint: "As known today; it stands on the next bill" }]
      : []),
    { value: "set_aside", label: "Set it aside", hint: "It is kept, and never billed" },
  ];
  return (
    <ConfirmedForm
      action={decideException}
      submit="Decide"
      kind="commit"
      fields={{ reference, id: exception.id }}
    >
      <p>
        <strong>{named(exception)}</strong>: {exceptionWords[exception.reason]}.
        {!mayBeCounted(exception.reason) && " The signed contract never counts it."}
      </p>
      <RadioField name="decision" label="What becomes of it?" options={options} />
      {exception.reason === "unknown_meter" && meters.length > 1 && (
        <SelectField
          name="component"
          label="If it counts, under what?"
          options={meters.map((meter) => ({ value: meter, label: meter }))}
        />
      )}
      <TextArea name="reason" label="Why?" />
    </ConfirmedForm>
  );
}
