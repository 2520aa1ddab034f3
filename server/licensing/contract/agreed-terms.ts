import { type Kind, modelOf, type Terms } from "#server/commercial-models/index.ts";

/** The parts of a signed contract with their terms as the models read them: a contract is JSON, which knows no pence. */
export const agreedTerms = (
  components: readonly { id: string; terms: Readonly<Record<string, unknown>> }[],
): { id: string; kind: Kind; terms: Terms }[] =>
  components.map(({ id, terms }) => {
    const kind = terms.kind as Kind;
    return { id, kind, terms: modelOf(kind).terms.parse(terms) as Terms };
  });
