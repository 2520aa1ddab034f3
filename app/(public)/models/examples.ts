import { type Kind, modelOf } from "#server/commercial-models/index.ts";
import { play } from "#server/commercial-models/play/play.ts";
import { formatDate } from "#server/lib/dates.ts";

/**
 * The lines of the document that a model's example ends in: played by the engine that bills, so that no page can
 * promise anything else.
 */
export function workedExample(kind: Kind) {
  const { term, terms, facts, until, document: which } = modelOf(kind).example;
  const { documents } = play({
    reference: "example",
    term,
    customer: { country: "GB" },
    components: [{ id: "c", terms }],
    facts: facts.map((fact) => ({ component: "c", ...fact })),
    until,
  });
  const document = documents[which];
  return document
    ? {
        lines: document.lines.flatMap(({ lines }) => lines),
        net: document.net,
        date: formatDate(document.date),
      }
    : null;
}
