import { Decision } from "#app/_components/decision.tsx";
import { may } from "#app/_trpc/may.ts";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import { decideRetraction } from "./retract/actions.ts";

/** What somebody proposes to take back, for a second person to decide. */
export async function Retractions({
  reference,
  person,
}: {
  reference: string;
  person: AppOutputs["access"]["viewer"];
}) {
  if (!may(person, "facts.retract") && !may(person, "facts.propose_retraction")) return null;
  const proposals = await api.licensing.retractions({ reference });
  return proposals
    .filter(({ status }) => status === "waiting")
    .map(({ id, proposedBy, proposedByName, reason, body }) => (
      <section key={id} className="mb-4 border-l-4 border-info pl-4">
        <p className="mb-2">
          {proposedByName} proposes to take back{" "}
          <strong>{String((body as { factId: string }).factId)}</strong>: {reason}
        </p>
        {may(person, "facts.retract") && proposedBy !== person?.id && (
          <Decision id={id} action={decideRetraction} yes="Take it back" fields={{ reference }} />
        )}
      </section>
    ));
}
