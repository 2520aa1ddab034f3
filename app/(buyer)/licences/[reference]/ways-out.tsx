import Link from "next/link";
import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { TextArea } from "#app/_components/form.tsx";
import { may } from "#app/_trpc/may.ts";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { allows } from "#server/licensing/moves.ts";
import { suspendOrRestore } from "./actions.ts";

type Licence = AppOutputs["licensing"]["licenceByReference"];

/** Access suspended, restored, or the licence ended before its day: for whoever may, where the licence allows it. */
export function WaysOut({ licence, person }: { licence: Licence; person: AppOutputs["access"]["viewer"] }) {
  const move = licence.status === "suspended" ? "restore" : "suspend";
  return (
    <>
      {may(person, "facts.decide") && allows("licence", licence.status, move) && (
        <Suspension reference={licence.reference} move={move} />
      )}
      {may(person, "licence.propose_end") && allows("licence", licence.status, "terminate") && (
        <p>
          <Link href={`/licences/${licence.reference}/end`}>Propose to end this licence early</Link>
        </p>
      )}
    </>
  );
}

const Suspension = ({ reference, move }: { reference: string; move: "suspend" | "restore" }) => (
  <details>
    <summary>{move === "restore" ? "Restore access" : "Suspend access"}</summary>
    <ConfirmedForm
      action={suspendOrRestore}
      submit={move === "restore" ? "Restore" : "Suspend"}
      kind="danger"
      fields={{ reference, move }}
    >
      <TextArea name="reason" label="Why?" />
    </ConfirmedForm>
  </details>
);
