import { revokeSession } from "./actions.ts";
import { ButtonForm } from "./button-form.tsx";
import { deviceName } from "./device-name.ts";

type Session = { id: string; device: string; createdAt: Date; lastSeenAt: Date; current: boolean };

const instant = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  dateStyle: "long",
  timeStyle: "short",
});

export function Sessions({ sessions }: { sessions: Session[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Device</th>
          <th scope="col">Last used</th>
          <th scope="col">Signed in</th>
          <th scope="col">End it</th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => (
          <tr key={session.id}>
            <td>{deviceName(session.device)}</td>
            <td>{instant.format(session.lastSeenAt)}</td>
            <td>{instant.format(session.createdAt)}</td>
            <td>
              {session.current ? (
                "You are using this one"
              ) : (
                <ButtonForm
                  action={revokeSession}
                  fields={{ id: session.id }}
                  label="End"
                  about={`the session on ${deviceName(session.device)}`}
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
