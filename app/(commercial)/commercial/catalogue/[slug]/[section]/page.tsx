import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { Form } from "#app/_components/form.tsx";
import { Notice, PageTitle, Panel, Warning } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { onlyFor } from "#app/_trpc/viewer.ts";
import { asTyped, valueAt } from "#server/catalogue/desk/field-text.ts";
import { type FormField, sectionOf, sections, withUnknown } from "#server/catalogue/desk/sections.ts";
import { saveSection } from "../../actions.ts";
import { AsTyped, Completeness, Listens, RuleNow } from "../../as-typed.tsx";
import { Differences } from "../../differences.tsx";
import { EditorField } from "../../editor-field.tsx";

export const metadata: Metadata = { title: "Edit a dataset" };

export default async function SectionPage({
  params,
  searchParams,
}: PageProps<"/commercial/catalogue/[slug]/[section]">) {
  await onlyFor("catalogue.edit");
  const { slug, section: key } = await params;
  const section = sectionOf(key);
  if (!section) notFound();
  const set = await api.desk.bySlug({ slug });
  const { draft, description, columns } = set;
  const home = `/commercial/catalogue/${slug}`;
  if (!draft?.mine || draft.status === "proposed") redirect(home);
  const next = sections[sections.indexOf(section) + 1];
  const { fields } = section;
  const here = draft.differences.filter(({ field }) => fields.some((one) => one.field === field));
  const was = Object.fromEntries(fields.map(({ field }) => [field, valueAt(description, field)]));
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/commercial/catalogue", label: "Catalogue desk" },
          { href: home, label: set.title },
        ]}
        title={section.title}
        lead={section.lead}
      />
      {(await searchParams).saved && (
        <Notice>
          Saved.{" "}
          {next ? (
            <>
              Next: <Link href={`${home}/${next.key}`}>{next.title}</Link>, or{" "}
              <Link href={home}>propose the draft</Link>.
            </>
          ) : (
            <Link href={home}>Read it once more and propose it</Link>
          )}
        </Notice>
      )}
      <AsTyped saved={description} fields={fields.map(({ field, kind }) => ({ field, kind }))}>
        <div className="split">
          <div>
            {section.key === "use-terms" && set.terms.decisions > 0 && (
              <Warning>
                <strong>
                  {set.terms.decisions === 1
                    ? "1 decision holds over these terms."
                    : `${set.terms.decisions} decisions hold over these terms.`}
                </strong>{" "}
                A decision holds for exactly the terms it was made over: once other terms are published it
                lapses, and somebody has to decide anew.
              </Warning>
            )}
            <Form
              action={saveSection}
              submit="Save"
              fields={{
                id: draft.id,
                slug,
                section: section.key,
                revision: String(draft.revision),
                was: JSON.stringify(was),
              }}
            >
              <Listens />
              {fields.map((field) => (
                <EditorField
                  key={field.field}
                  field={withChosen(field, was[field.field])}
                  value={asTyped(field, was[field.field])}
                  reason={field.kind === "bar" ? (description.bar?.reason ?? "") : undefined}
                />
              ))}
            </Form>
          </div>
          <aside className="lg:sticky lg:top-4 lg:self-start">
            <Panel title="How complete it is">
              <Completeness saved={description} columns={columns} />
            </Panel>
            {section.key === "use-terms" && (
              <Panel title="What these terms allow">
                <RuleNow saved={description} />
              </Panel>
            )}
            <Panel title="Parts of the description">
              <ul className="mb-0 list-none p-0">
                {sections.map((one) => (
                  <li key={one.key}>
                    {one.key === section.key ? (
                      <strong>{one.title}</strong>
                    ) : (
                      <Link href={`${home}/${one.key}`}>{one.title}</Link>
                    )}
                  </li>
                ))}
              </ul>
            </Panel>
          </aside>
        </div>
      </AsTyped>
      {here.length > 0 && <Differences caption="What this part changes" rows={here} />}
    </>
  );
}

const withChosen = (field: FormField, chosen: unknown): FormField =>
  field.kind === "ticks"
    ? { ...field, options: withUnknown(field.options ?? [], chosen as string[]) }
    : field;
