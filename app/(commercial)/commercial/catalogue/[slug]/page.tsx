import type { Metadata } from "next";
import Link from "next/link";
import { ButtonLink } from "#app/_components/button.tsx";
import { Form, SelectField, TextField } from "#app/_components/form.tsx";
import { Notice, PageTitle, Panel, Warning } from "#app/_components/layout-parts.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import { may } from "#app/_trpc/may.ts";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { toneOfUse } from "#app/(public)/catalogue/result.tsx";
import { licensableWords } from "#server/catalogue/description.ts";
import { formatDate, formatDateShort } from "#server/lib/dates.ts";
import { link, startDraft, unlink } from "../actions.ts";
import { Completeness } from "../as-typed.tsx";
import { DraftOf } from "./draft-of.tsx";

export const metadata: Metadata = { title: "A dataset at the desk" };

type DeskSet = AppOutputs["desk"]["bySlug"];

const done: Record<string, string> = {
  proposed: "It waits for a second person. Nothing is published until then.",
  withdrawn: "It is withdrawn, and a draft again.",
  "taken-over": "The draft stands on the new version. Read it once more before you propose it.",
  retired: "The dataset is retired.",
  restored: "The dataset is in the catalogue again.",
  linked: "The link holds for both sets.",
  unlinked: "The link is taken away from both sets.",
};

export default async function DeskSetPage({
  params,
  searchParams,
}: PageProps<"/commercial/catalogue/[slug]">) {
  const set = await api.desk.bySlug(await params);
  const said = done[String((await searchParams).done)];
  const edits = may(await viewer(), "catalogue.edit");
  const { slug, published, draft } = set;
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/commercial/catalogue", label: "Catalogue desk" }]}
        title={set.title}
        status={<Status set={set} />}
        lead={
          published
            ? `Version ${published.version}, published on ${formatDate(published.publishedOn)}.`
            : "A new set: no version of it is published."
        }
      />
      {said && <Notice>{said}</Notice>}
      {published?.retiredOn && (
        <Warning>
          <strong>Retired on {formatDate(published.retiredOn)}.</strong> {published.retiredReason}
          {published.sameAs && (
            <>
              {" "}
              It is the same as{" "}
              <Link href={`/commercial/catalogue/${published.sameAs.slug}`}>{published.sameAs.title}</Link>.
            </>
          )}
        </Warning>
      )}
      <div className="split">
        <div>
          {draft ? (
            <DraftOf set={set} draft={draft} edits={edits} />
          ) : (
            <>
              <h2 className="!mt-0">No draft is open</h2>
              {edits && !published?.retiredOn ? (
                <>
                  <p>Begin with what is published. Nobody sees a draft until a second person publishes it.</p>
                  <Form action={startDraft} submit="Edit this dataset" fields={{ slug }} />
                </>
              ) : (
                <p>Nobody is changing what is published.</p>
              )}
            </>
          )}
        </div>
        <aside>
          <Panel title="How complete it is">
            <Completeness saved={set.description} columns={set.columns} />
          </Panel>
          <Panel title="Look and go on">
            <ul className="mb-0 list-none p-0">
              <li>
                <Link href={`/commercial/catalogue/${slug}/preview`}>
                  {draft ? "Preview of the draft" : "All its facts"}
                </Link>
              </li>
              {published && (
                <>
                  <li>
                    <Link href={`/datasets/${slug}`}>Its page in the catalogue</Link>
                  </li>
                  <li>
                    <Link href={`/datasets/${slug}/versions`}>Its versions</Link>
                  </li>
                  <li>
                    <Link href={`/commercial/price-lists/${slug}`}>Its price lists</Link>
                  </li>
                  <li>
                    {set.columns} {set.columns === 1 ? "column" : "columns"} in its data dictionary
                    {edits && (
                      <>
                        , <Link href="/commercial/catalogue/import">upload one</Link>
                      </>
                    )}
                  </li>
                </>
              )}
            </ul>
          </Panel>
          {published && edits && (
            <Panel title={published.retiredOn ? "Put it back" : "Take it out"}>
              <p>
                {set.licencesInForce === 1
                  ? "1 licence is in force"
                  : `${set.licencesInForce} licences are in force`}{" "}
                for this dataset.
              </p>
              <ButtonLink
                href={`/commercial/catalogue/${slug}/retire`}
                kind={published.retiredOn ? "secondary" : "danger"}
              >
                {published.retiredOn ? "Restore this dataset" : "Retire this dataset"}
              </ButtonLink>
            </Panel>
          )}
        </aside>
      </div>
      {published && <Links set={set} edits={edits} />}
      {published && <Versions versions={set.versions} />}
    </>
  );
}

const Status = ({ set: { published, draft } }: { set: DeskSet }) => (
  <>
    {published?.retiredOn ? (
      <StatusTag tone="neutral">Retired</StatusTag>
    ) : (
      published && (
        <StatusTag tone={toneOfUse[published.licensable]}>{licensableWords[published.licensable]}</StatusTag>
      )
    )}
    {draft && (
      <StatusTag tone={draft.status === "proposed" ? "wait" : "info"}>
        {draft.status === "proposed" ? "Waits for a second person" : "Draft"}
      </StatusTag>
    )}
  </>
);

const Links = ({ set: { slug, links }, edits }: { set: DeskSet; edits: boolean }) => (
  <section id="links">
    <h2>Can be linked with</h2>
    {links.length === 0 ? (
      <p>No link to another dataset is on record.</p>
    ) : (
      <details open={links.length <= 5}>
        <summary>{links.length === 1 ? "1 dataset" : `${links.length} datasets`}</summary>
        <ul>
          {links.map((other) => (
            <li key={other.slug}>
              <Link href={`/commercial/catalogue/${other.slug}`}>{other.title}</Link>, by {other.by}
            </li>
          ))}
        </ul>
      </details>
    )}
    {edits && (
      <details>
        <summary>Add or remove a link</summary>
        <p>A link holds at once and for both datasets; it belongs to no version.</p>
        <Form action={link} submit="Add the link" kind="secondary" fields={{ slug }}>
          <TextField
            name="withSlug"
            label="With which dataset"
            hint="The address of its page, or the last part of it, like hes-apc"
          />
          <TextField name="by" label="By what" hint="For example NHS number" />
        </Form>
        {links.length > 0 && (
          <Form action={unlink} submit="Remove the link" kind="secondary" fields={{ slug }}>
            <SelectField
              name="linked"
              label="Link to remove"
              options={links.map((other) => ({ value: other.slug, label: other.title }))}
            />
          </Form>
        )}
      </details>
    )}
  </section>
);

const Versions = ({ versions }: { versions: DeskSet["versions"] }) => (
  <Table
    caption="Versions"
    rows={versions}
    rowKey={({ number }) => String(number)}
    columns={[
      { header: "Version", cell: ({ number }) => number },
      { header: "What changed and why", cell: ({ note }) => note },
      { header: "By", cell: ({ madeByName }) => madeByName },
      {
        header: "Published by",
        cell: ({ approvedByName }) => approvedByName ?? <span className="text-ink-2">an import</span>,
      },
      { header: "On", cell: ({ publishedOn }) => formatDateShort(publishedOn) },
    ]}
  />
);
