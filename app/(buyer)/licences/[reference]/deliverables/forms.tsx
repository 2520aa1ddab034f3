import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { DateField, FileField, Form, RadioField, SelectField, TextArea } from "#app/_components/form.tsx";
import { Panel } from "#app/_components/layout-parts.tsx";
import { formatDate } from "#server/lib/dates.ts";
import { decide, handIn } from "./actions.ts";

/** For a member: which deliverable, and the file. */
export const HandInForm = ({ reference, names }: { reference: string; names: readonly string[] }) => (
  <Panel title="Hand in a file">
    <p>
      It is checked against the specification at once. A file that fails may still be handed in: the NHS
      decides. It is kept as it came, with its fingerprint.
    </p>
    <Form action={handIn} submit="Hand in the file" kind="commit" fields={{ reference }}>
      <SelectField
        name="deliverable"
        label="Deliverable"
        options={names.map((name) => ({ value: name, label: name }))}
        value={names.length === 1 ? names[0] : undefined}
      />
      <FileField
        name="file"
        label="File"
        hint="Comma-separated values (CSV) in UTF-8, at most 10 MB"
        accept=".csv,text/csv"
      />
    </Form>
  </Panel>
);

type Waiting = { handedIn: string; name: string; on: string; file: string | null };

/** For the NHS: what waits, and yes or no with its reason. */
export const DecisionForm = ({
  reference,
  waiting,
  today,
}: {
  reference: string;
  waiting: readonly Waiting[];
  today: string;
}) => (
  <Panel title="Accept or reject">
    {waiting.length === 0 ? (
      <p className="mb-0">Nothing waits for a decision.</p>
    ) : (
      <>
        <p>Read the findings first. What is accepted becomes an asset; what is rejected stays due.</p>
        <ConfirmedForm action={decide} submit="Record the decision" kind="commit" fields={{ reference }}>
          <SelectField
            name="handedIn"
            label="What was handed in"
            options={waiting.map(({ handedIn, name, on, file }) => ({
              value: handedIn,
              label: `${name}, ${formatDate(on)}${file ? `, ${file}` : ""}`,
            }))}
            value={waiting.length === 1 ? waiting[0]!.handedIn : undefined}
          />
          <RadioField
            name="decision"
            label="Decision"
            options={[
              { value: "accept", label: "Accept it" },
              { value: "reject", label: "Reject it", hint: "It stays due, and the clock goes on" },
            ]}
          />
          <DateField name="on" label="Day of the decision" value={today} />
          <TextArea name="reason" label="Reason" hint="What is missing; needed for a rejection" />
        </ConfirmedForm>
      </>
    )}
  </Panel>
);
