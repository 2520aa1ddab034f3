import Link from "next/link";
import { Form, TextArea } from "#app/_components/form.tsx";
import { Panel, Warning } from "#app/_components/layout-parts.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { sectionOfField, sections } from "#server/catalogue/desk/sections.ts";
import { formatDate, londonDate } from "#server/lib/dates.ts";
import { discardDraft, propose, takeOver, withdraw } from "../actions.ts";
import { RuleInWords } from "../as-typed.tsx";
import { Differences } from "../differences.tsx";

type DeskSet = AppOutputs["desk"]["bySlug"];
type Draft = NonNullable<DeskSet["draft"]>;

/** The open draft: whose it is, what it changes, what is in its way, and what may be done with it. */
export function DraftOf({ set, draft, edits }: { set: DeskSet; draft: Draft; edits: boolean }) {
  const { slug } = set;
  const writes = edits && draft.mine && draft.status === "draft";
  return (
    <>
      <h2 className="!mt-0">{draft.mine ? "Your draft" : `Draft of ${draft.authorName}`}</h2>
      <p className="text-ink-2">
        Saved on {formatDate(londonDate(draft.savedAt))}
        {draft.note && `. ${draft.note}`}
      </p>
      {draft.refused && (
        <Warning>
          <strong>{draft.refused.by} refused it.</strong> {draft.refused.reason}
        </Warning>
      )}
      {draft.conflict && <Conflict slug={slug} draft={draft} conflict={draft.conflict} writes={writes} />}
      {writes && <Parts slug={slug} draft={draft} />}
      {!draft.mine && draft.status === "draft" && (
        <p>
          A dataset has one open draft at a time. Ask {draft.authorName} to propose it or to discard it
          {edits && "; if they have left, you may discard it below"}.
        </p>
      )}
      {set.published && <Differences caption="What the draft changes" rows={draft.differences} />}
      {set.terms.changed && (
        <Panel title="What the new terms of use would allow">
          <RuleInWords rule={set.terms.after} />
          {set.terms.decisions > 0 && (
            <p className="mt-2 mb-0">
              Decisions that lapse once they are published: <strong>{set.terms.decisions}</strong>.
            </p>
          )}
        </Panel>
      )}
      {draft.status === "proposed" && (
        <>
          <p>
            {draft.proposalId && (
              <Link href={`/commercial/catalogue/waiting/${draft.proposalId}`}>
                Read it as the second person does
              </Link>
            )}
          </p>
          {draft.mine && edits && draft.proposalId && (
            <Form
              action={withdraw}
              submit={draft.batch ? "Withdraw the whole bulk edit" : "Withdraw it"}
              kind="secondary"
              fields={{ id: draft.proposalId, ...(draft.batch ? {} : { slug }) }}
            />
          )}
        </>
      )}
      {writes && !draft.conflict && <Propose slug={slug} draft={draft} isNew={!set.published} />}
      {edits && draft.status === "draft" && (
        <details>
          <summary>Discard the draft</summary>
          <p>What is published stays as it is.</p>
          <Form
            action={discardDraft}
            submit={draft.mine ? "Discard your draft" : `Discard the draft of ${draft.authorName}`}
            kind="danger"
            fields={{ id: draft.id }}
          />
        </details>
      )}
    </>
  );
}

function Parts({ slug, draft }: { slug: string; draft: Draft }) {
  const changedIn = (key: string) =>
    draft.differences.filter(({ field }) => sectionOfField(field)?.key === key).length;
  const wrongIn = (key: string) =>
    Object.keys(draft.wrong).filter((field) => sectionOfField(field)?.key === key).length;
  return (
    <ul className="mb-6 !max-w-none list-none p-0">
      {sections.map(({ key, title, lead }) => (
        <li
          key={key}
          className="flex flex-wrap justify-between gap-x-6 border-t border-line py-2 last:border-b"
        >
          <span>
            <Link href={`/commercial/catalogue/${slug}/${key}`} className="font-semibold">
              {title}
            </Link>
            <span className="block text-[0.9375rem] text-ink-2">{lead}</span>
          </span>
          <span className={wrongIn(key) ? "font-semibold text-error" : "text-ink-2"}>
            {wrongIn(key)
              ? `${wrongIn(key)} to put right`
              : changedIn(key)
                ? `${changedIn(key)} changed`
                : ""}
          </span>
        </li>
      ))}
    </ul>
  );
}

const Conflict = ({
  slug,
  draft,
  conflict,
  writes,
}: {
  slug: string;
  draft: Draft;
  conflict: NonNullable<Draft["conflict"]>;
  writes: boolean;
}) => (
  <>
    <Warning>
      <strong>
        Version {conflict.version} was published since this draft was begun from version{" "}
        {conflict.baseVersion}.
      </strong>{" "}
      Take the draft over onto it: the fields that the draft changed keep its words, all others follow the new
      version.{draft.status === "proposed" && " Withdraw it first."}
    </Warning>
    <Differences
      caption="Published meanwhile"
      rows={conflict.meanwhile}
      before={`Version ${conflict.baseVersion}`}
      after={`Version ${conflict.version}`}
    />
    {conflict.both.length > 0 && (
      <Differences
        caption="Changed by both: the draft's words would stand"
        rows={conflict.both}
        before={`Version ${conflict.version}`}
      />
    )}
    {writes && (
      <Form
        action={takeOver}
        submit={`Take over onto version ${conflict.version}`}
        fields={{ id: draft.id, slug }}
      />
    )}
  </>
);

function Propose({ slug, draft, isNew }: { slug: string; draft: Draft; isNew: boolean }) {
  const wrong = Object.entries(draft.wrong);
  if (wrong.length > 0)
    return (
      <Warning>
        <strong>Before it can be proposed:</strong>
        <ul className="mb-0">
          {wrong.map(([field, sentence]) => (
            <li key={field}>
              <Link href={`/commercial/catalogue/${slug}/${sectionOfField(field)?.key ?? "what"}#${field}`}>
                {sentence}
              </Link>
            </li>
          ))}
        </ul>
      </Warning>
    );
  if (!isNew && draft.differences.length === 0) return null;
  return (
    <>
      <h2>Propose it</h2>
      <p>A second person reads the difference and publishes it, or refuses it with a reason.</p>
      <Form
        action={propose}
        submit="Propose this draft"
        kind="commit"
        fields={{ id: draft.id, slug, revision: String(draft.revision) }}
      >
        <TextArea
          name="note"
          label="What changed and why"
          hint="It stands with the version for good, and buyers may read it"
          value={draft.note}
        />
      </Form>
    </>
  );
}
