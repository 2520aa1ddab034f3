import Link from "next/link";
import { ButtonLink } from "#app/_components/button.tsx";
import { DateField, Form, TextArea } from "#app/_components/form.tsx";
import { Warning } from "#app/_components/layout-parts.tsx";
import { modelFace } from "#app/_components/models.ts";
import { Day } from "#app/_components/money.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { customerKinds } from "#server/access/customer-kind.ts";
import type { Problem } from "#server/pricing/list-rules.ts";
import { saveDates, send, start, withdraw } from "../actions.ts";
import { parameterName } from "../words.ts";

type Lists = AppOutputs["pricing"]["listsOf"];

/** The next list: begun, gone on with, previewed, sent for approval, taken back. */
export function DraftPanel({
  lists: { set, draft, inForce },
  mayEdit,
  mayApprove,
}: {
  lists: Lists;
  mayEdit: boolean;
  mayApprove: boolean;
}) {
  const { slug } = set;
  if (!draft)
    return (
      <>
        <h2>The next list</h2>
        <p>None is being written.</p>
        {mayEdit && !set.retiredOn && (
          <Form
            action={start}
            submit={inForce ? "Start a draft from the list in force" : "Start a draft from nothing"}
            fields={{ slug }}
          />
        )}
      </>
    );
  const fields = { slug, revision: String(draft.revision) };
  const waits = draft.status === "proposed";
  return (
    <>
      <h2>
        The next list, from <Day date={draft.validFrom} />
      </h2>
      <p>
        Written by {draft.authorName}.{" "}
        {waits
          ? "It waits for approval by somebody else; nothing changes before."
          : "Buyers see nothing of it yet."}{" "}
        <Link href={`/commercial/price-lists/${slug}/preview`}>Preview what a buyer would see</Link>
      </p>
      {draft.note && <p>Note: {draft.note}</p>}
      {draft.refused && !waits && (
        <Warning>
          {draft.refused.by} refused it: {draft.refused.reason}
        </Warning>
      )}
      {waits && mayApprove && (
        <p>
          <Link href={`/commercial/approvals/price-lists/${draft.proposalId}`}>Decide about this list</Link>
        </p>
      )}
      {!waits && <Problems slug={slug} problems={draft.problems} />}
      {mayEdit && !waits && (
        <>
          <p>
            <ButtonLink href={`/commercial/price-lists/${slug}/edit`}>Go on with the draft</ButtonLink>
          </p>
          <details className="mb-4" open={draft.problems.some(({ path }) => path === "validFrom")}>
            <summary>First day and note</summary>
            <div className="mt-3">
              <Form action={saveDates} submit="Save the day and the note" kind="secondary" fields={fields}>
                <DateField name="validFrom" label="In force from" value={draft.validFrom} />
                <TextArea name="note" label="Note to the approver (optional)" value={draft.note} />
              </Form>
            </div>
          </details>
          {draft.problems.length === 0 && (
            <Form action={send} submit="Send for approval" kind="commit" fields={fields}>
              <TextArea name="reason" label="What changes, and why?" />
            </Form>
          )}
        </>
      )}
      {mayEdit && (
        <Form
          action={withdraw}
          submit={waits ? "Withdraw it from approval" : "Put the draft away"}
          kind="secondary"
          fields={fields}
        />
      )}
    </>
  );
}

const Problems = ({ slug, problems }: { slug: string; problems: readonly Problem[] }) =>
  problems.length > 0 && (
    <Warning>
      <p className="mb-1 font-semibold">Before it can be sent</p>
      <ul className="mb-0">
        {problems.map(({ kind, customer, path, sentence }) => (
          <li key={`${kind} ${customer} ${path} ${sentence}`}>
            {kind && customer ? (
              <Link href={`/commercial/price-lists/${slug}/edit?model=${kind}&for=${customer}`}>
                {modelFace[kind].title}, {customerKinds[customer].toLowerCase()},{" "}
                {parameterName(path).toLowerCase()}
              </Link>
            ) : (
              "First day"
            )}
            : {sentence}
          </li>
        ))}
      </ul>
    </Warning>
  );
