import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { TextField } from "#app/_components/form.tsx";
import { Panel } from "#app/_components/layout-parts.tsx";
import { Day } from "#app/_components/money.tsx";
import { may } from "#app/_trpc/may.ts";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import type { Action } from "#server/access/rules.ts";
import { allows } from "#server/licensing/moves.ts";
import type { Approval } from "#server/pricing/rules.ts";
import { approve } from "./actions.ts";

/** Whose approval an offer needs. */
export const approvalWords: Record<Approval, string> = {
  approver: "An approver",
  finance: "Finance",
  board: "The board",
};
const actionOf = {
  approver: "offer.approve",
  finance: "offer.approve_money",
  board: "offer.approve",
} as const satisfies Record<Approval, Action>;

/** Who has to approve, who has, and the button for whoever may now. */
export function Approvals({
  offer,
  person,
}: {
  offer: AppOutputs["licensing"]["offerByReference"];
  person: AppOutputs["access"]["viewer"];
}) {
  const given = new Map(offer.approvals.map((approval) => [approval.approvedAs, approval]));
  // Nobody approves their own offer, and nobody twice.
  const hasHand = [offer.standing.authorId, ...offer.approvals.map(({ personId }) => personId)].includes(
    person?.id ?? "",
  );
  return (
    <Panel title="Approvals">
      <ul className="mb-2">
        {offer.approvalsNeeded.map((need) => {
          const approval = given.get(need);
          return (
            <li key={need}>
              {approvalWords[need]}:{" "}
              {approval ? (
                <>
                  {approval.personName}, <Day date={approval.approvedAt.toISOString().slice(0, 10)} />
                  {approval.evidence && ` (${approval.evidence})`}
                </>
              ) : (
                "waiting"
              )}
            </li>
          );
        })}
      </ul>
      {allows("offer", offer.status, "approve") &&
        !hasHand &&
        offer.approvalsNeeded
          .filter((need) => !given.has(need) && may(person, actionOf[need]))
          .map((need) => (
            <ConfirmedForm
              key={need}
              action={approve}
              submit={need === "board" ? "Record the board's decision" : "Approve this version"}
              kind="commit"
              fields={{ reference: offer.reference, contractHash: offer.contractHash, as: need }}
            >
              {need === "board" && <TextField name="evidence" label="Reference of the board's decision" />}
            </ConfirmedForm>
          ))}
    </Panel>
  );
}
