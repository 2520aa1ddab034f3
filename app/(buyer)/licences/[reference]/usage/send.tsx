import { FileField, Form, SelectField } from "#app/_components/form.tsx";
import { uploadUsage } from "./actions.ts";
import { Faults } from "./faults.tsx";

/** By file, for people. */
export const Upload = ({ reference, meters }: { reference: string; meters: readonly string[] }) => (
  <section>
    <h2>Send usage by file</h2>
    <Form action={uploadUsage} submit="Send the file" kind="commit" fields={{ reference }}>
      <FileField
        name="file"
        label="File of comma-separated values"
        hint="With the columns source, id, quantity, at and subject. Sending a row again counts it once. At most 5 MB."
        accept=".csv,text/csv"
      />
      {meters.length > 1 && (
        <SelectField
          name="component"
          label="What was used?"
          options={meters.map((meter) => ({ value: meter, label: meter }))}
        />
      )}
      <Faults />
    </Form>
    <pre className="break-all whitespace-pre-wrap rounded-md bg-wash p-4 text-[0.9375rem]">
      {`source,id,quantity,at,subject
meter-1,000001,1250,2026-11-24T10:00:00Z,
meter-1,000002,0.5,2026-11-24T11:00:00+00:00,analyst 7`}
    </pre>
  </section>
);

/** By machine: one request that can be copied. */
export const Example = ({
  url,
  reference,
  meter,
  at,
}: {
  url: string;
  reference: string;
  meter: string;
  at: string;
}) => (
  <section>
    <h2>Send usage from your own systems</h2>
    <p>
      A signatory of your organisation makes a token. Send up to 1,000 events at a time; the same source and
      id again is the same event, so a request that got no answer can be sent again.
    </p>
    <pre className="break-all whitespace-pre-wrap rounded-md bg-wash p-4 text-[0.9375rem]">
      {`curl ${url}/api/v1/usage \\
  -H "Authorization: Bearer hdm_…" \\
  -H "Content-Type: application/json" \\
  -d '{"events": [{"source": "meter-1", "id": "000001", "licence": "${reference}",
       "component": "${meter}", "quantity": "1250", "at": "${at}"}]}'`}
    </pre>
  </section>
);
