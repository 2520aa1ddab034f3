import type { FactForm } from "#server/commercial-models/engine/fact-form.ts";
import { type Kind, modelOf } from "#server/commercial-models/index.ts";
import { serviceId } from "#server/quoting/service.ts";
import type { Reporting } from "./who-says-rules.ts";

/** A licence as far as it decides what may be recorded under it. */
type Recorded = {
  organisation: string;
  components: readonly { id: string; terms: Readonly<Record<string, unknown>> }[];
  obligations: readonly { kind: string; key: string }[];
  /** Every version of every fact on record. */
  facts: readonly {
    kind: string;
    component: string | null;
    factId: string;
    version: number;
    retracted: boolean;
  }[];
};

type Recordable = { title: string; component: string; fact: string };
export type RecordableGroup = { title: string; forms: Recordable[] };

/**
 * What somebody may record under a licence now, grouped by who tells it or what it concerns: of each part the forms of its
 * model that are theirs, that its terms have an answer for, and that what is on record leaves possible. What happens once
 * and is on record comes last, to be corrected.
 */
export function recordable(
  { organisation, components, obligations, facts }: Recorded,
  may: Reporting,
): RecordableGroup[] {
  const known = knownBy(facts);
  const groups = new Map<string, Recordable[]>();
  const corrections: Recordable[] = [];
  for (const { id, terms } of components)
    for (const form of modelOf(terms.kind as Kind).forms as readonly FactForm[]) {
      const isKnown = (fact: string) => known.has(`${id} ${fact}`);
      if (!may[form.by] || !isAnswerable(form, terms, obligations)) continue;
      if (form.after && !isKnown(form.after)) continue;
      if (form.until && isKnown(form.until)) continue;
      const entry = {
        title: id === serviceId ? `${form.title} (service)` : form.title,
        component: id,
        fact: form.fact,
      };
      if (form.once && isKnown(form.fact)) corrections.push(entry);
      else {
        const title = form.about ?? groupOf(form, organisation);
        groups.set(title, [...(groups.get(title) ?? []), entry]);
      }
    }
  return [
    ...[...groups].map(([title, forms]) => ({ title, forms })),
    ...(corrections.length > 0 ? [{ title: "Correct what is on record", forms: corrections }] : []),
  ];
}

/** Which kinds of facts stand of which part: the latest version of each that was not taken back. */
function knownBy(facts: Recorded["facts"]): ReadonlySet<string> {
  const latest = new Map<string, Recorded["facts"][number]>();
  for (const one of facts)
    if (one.version >= (latest.get(one.factId)?.version ?? 0)) latest.set(one.factId, one);
  return new Set(
    [...latest.values()].flatMap(({ component, kind, retracted }) =>
      retracted ? [] : `${component} ${kind}`,
    ),
  );
}

const groupOf = ({ by }: FactForm, organisation: string) =>
  by === "record" ? "What the NHS records" : `What ${organisation} tells the NHS`;

/** A choice without anything to choose from asks for what was not agreed. */
const isAnswerable = (
  { fields }: FactForm,
  terms: Readonly<Record<string, unknown>>,
  obligations: Recorded["obligations"],
) =>
  fields.every(
    (field) => field.type !== "choice" || field.optional || field.options(terms, obligations).length > 0,
  );
