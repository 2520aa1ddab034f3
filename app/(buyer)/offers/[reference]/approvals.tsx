import { Form, TextField } from "#app/_components/form.tsx";
import { Panel } from "#app/_components/layout-parts.tsx";
import { Day } from "#app/_components/money.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import type { Role } from "#server/lib/actor.ts";
import type { Approval } from "#server/pricing/rules.ts";
import { approve } from "./actions.ts";

const words: Record<Approval, string> = { approver: "An approver", finance: "Finance", board: "The board" };
const who: Record<Approval, Role> = { approver: "approver", finance: "finance_officer", board: "approver" };

/** Who has to approve, who has, and the button for whoever may now. */
export function Approvals({
  offer,
  roles,
}: {
  offer: AppOutputs["licensing"]["offerByReference"];
  roles: readonly Role[];
}) {
  const given = new Map(offer.approvals.map((approval) => [approval.approvedAs, approval]));
  return (
    <Panel title="Approvals">
      <ul className="mb-2">
        {offer.approvalsNeeded.map((need) => {
          const approval = given.get(need);
          return (
            <li key={need}>
              {words[need]}:{" "}
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
      {offer.status === "offered" &&
        offer.approvalsNeeded
          .filter((need) => !given.has(need) && roles.includes(who[need]))
          .map((need) => (
            <Form
              key={need}
              action={approve}
              submit={need === "board" ? "Record the board's decision" : "Approve this version"}
              kind="commit"
              fields={{ reference: offer.reference, contractHash: offer.contractHash, as: need }}
            >
              {need === "board" && <TextField name="evidence" label="Reference of the board's decision" />}
            </Form>
          ))}
    </Panel>
  );
}
