import { Decision } from "#app/_components/decision.tsx";
import { may } from "#app/_trpc/may.ts";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import type { viewer } from "#app/_trpc/viewer.ts";
import { decideReceipt, decideReversal } from "./actions.ts";

/** Large receipts, and what is to be taken back of them, that wait for a second finance officer. */
export function Waiting({
  proposals,
  person,
}: {
  proposals: AppOutputs["licensing"]["financeProposals"];
  person: Awaited<ReturnType<typeof viewer>>;
}) {
  const waiting = proposals.filter(({ kind }) => kind === "receipt" || kind === "receipt_reversal");
  if (waiting.length === 0) return null;
  return (
    <>
      <h2>Waits for a second person</h2>
      <ul className="!max-w-none list-none p-0">
        {waiting.map((proposal) => {
          const receipt = proposal.kind === "receipt";
          return (
            <li key={proposal.id} className="border-t border-line py-3">
              <p className="mb-2">
                <strong>
                  {receipt ? "Record" : "Take back"} {proposal.subject}
                </strong>
                , proposed by {proposal.proposedByName}: {proposal.reason}
              </p>
              {may(person, "receipt.record") && proposal.proposedBy !== person?.id && (
                <Decision
                  id={proposal.id}
                  action={receipt ? decideReceipt : decideReversal}
                  yes={receipt ? "Record the receipt" : "Take it back"}
                />
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
