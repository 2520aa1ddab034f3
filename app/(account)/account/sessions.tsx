import { Form } from "#app/_components/form.tsx";
import { Table } from "#app/_components/table.tsx";
import { revokeSession } from "./actions.ts";
import { deviceName } from "./device-name.ts";

type Session = { id: string; device: string; createdAt: Date; lastSeenAt: Date; current: boolean };

const instant = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  dateStyle: "long",
  timeStyle: "short",
});

export function Sessions({ sessions }: { sessions: Session[] }) {
  return (
    <Table
      caption="Where you are signed in"
      rows={sessions}
      rowKey={({ id }) => id}
      columns={[
        { header: "Device", cell: ({ device }) => deviceName(device) },
        { header: "Last used", cell: ({ lastSeenAt }) => instant.format(lastSeenAt) },
        { header: "Signed in", cell: ({ createdAt }) => instant.format(createdAt) },
        {
          header: "End it",
          cell: ({ id, current, device }) =>
            current ? (
              "You are using this one"
            ) : (
              <Form
                action={revokeSession}
                kind="secondary"
                fields={{ id }}
                submit={
                  <>
                    End<span className="sr-only"> the session on {deviceName(device)}</span>
                  </>
                }
              />
            ),
        },
      ]}
    />
  );
}
