import type { Metadata } from "next";
import { BeforeApplying } from "#app/_components/before-applying.tsx";
import { ButtonLink } from "#app/_components/button.tsx";
import { Form, TextArea } from "#app/_components/form.tsx";
import { EmptyState, Notice, PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { addToShortlist, noteOnShortlist } from "./actions.ts";
import { ShortlistItem } from "./item.tsx";

export const metadata: Metadata = { title: "Shortlist" };

const done: Record<string, string> = {
  added: "The dataset is on your shortlist.",
  noted: "The note is kept.",
  removed: "The dataset is off your shortlist.",
};
const formId = "chosen";

export default async function ShortlistPage({ searchParams }: PageProps<"/shortlist">) {
  const { add, edit, done: did } = await searchParams;
  const items = await api.shortlist.list();
  const tariff = await api.quotes.tariff();
  const person = await viewer();
  const buyer = person?.organisation.side === "buyer";
  return (
    <>
      <PageTitle
        title="Shortlist"
        lead="What your team has its eye on. Nobody outside your organisation sees it, the NHS neither."
      />
      <BeforeApplying buyer={buyer} />
      {typeof did === "string" && done[did] && <Notice>{done[did]}</Notice>}
      {typeof add === "string" && !items.some(({ slug }) => slug === add) && <Add slug={add} />}
      {items
        .filter(({ slug }) => slug === edit)
        .map(({ slug, title, note }) => (
          <Panel key={slug} title={`Note on ${title}`}>
            <Form action={noteOnShortlist} submit="Keep the note" fields={{ slug }}>
              <TextArea
                name="note"
                label="Note for your team"
                hint="Only your own organisation sees it. Up to 500 characters"
                value={note}
              />
            </Form>
          </Panel>
        ))}
      {items.length === 0 ? (
        <EmptyState title="Nothing is on your shortlist yet">
          <p>Find a dataset, open its page and add it. Then compare, ask for a quote, or apply.</p>
          <ButtonLink href="/catalogue">Find data</ButtonLink>
        </EmptyState>
      ) : (
        <>
          <form id={formId} action="/compare" className="actions">
            <span>Tick datasets below, then</span>
            <button type="submit" className="button button-primary">
              Compare these
            </button>
            {buyer && (
              <button type="submit" formAction="/quotes/new" className="button button-secondary">
                Quote these
              </button>
            )}
          </form>
          <ul className="!max-w-none list-none border-t border-line p-0">
            {items.map((item) => (
              <ShortlistItem key={item.slug} item={item} formId={formId} person={person} tariff={tariff} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** Following a link changes nothing: the button does. */
async function Add({ slug }: { slug: string }) {
  const { title, custodian } = await api.catalogue.bySlug({ slug });
  return (
    <Panel title={`Add ${title} to your shortlist?`}>
      <p>{custodian}</p>
      <Form action={addToShortlist} submit="Add to shortlist" fields={{ slug }}>
        <TextArea name="note" label="Note for your team (optional)" />
      </Form>
    </Panel>
  );
}
