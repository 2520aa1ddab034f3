import type { Document, DocumentLine } from "#server/commercial-models/engine/plan.ts";
import { type Kind, modelOf } from "#server/commercial-models/index.ts";
import type { Period } from "#server/lib/dates.ts";
import { allocate, type Pence, sum } from "#server/lib/money.ts";
import type { QuoteLine } from "./body.ts";
import { modelId } from "./documents.ts";
import type { ServiceComponent } from "./service.ts";
import { yearOf } from "./totals.ts";

/**
 * The lines of documents, with the VAT of each document shared out by largest remainder, so that lines add up to what
 * is billed. Only money counts: what is paid in kind is left out, of shares only the VAT is money.
 */
export const linesOf = (
  documents: readonly Document[],
  term: Period,
  kind: Kind,
  set: string | null,
  service: readonly ServiceComponent[],
): QuoteLine[] =>
  documents
    .filter(({ type }) => type !== "barter_invoice")
    .flatMap((document) => {
      if (document.payableInCash === 0n && document.gross !== 0n) return [];
      const inShares = document.payableInCash !== document.gross;
      const sign = document.type === "credit_note" ? -1n : 1n;
      const shown = document.lines.flatMap((line) => itemsOf(line, service));
      const nets = shown.map(({ net }) => net);
      // An invoice of nothing has no weights to share by.
      const vats = sum(nets) === 0n ? nets : allocate(document.vat, nets);
      return shown.map(({ line, steps, net }, index): QuoteLine => {
        const money = inShares ? 0n : sign * net;
        const vat = sign * vats[index]!;
        return {
          set,
          part: line.component === modelId ? "model" : "service",
          year: yearOf(term, document.date),
          on: document.date,
          cadence: cadenceOf(kind, line),
          description: inShares ? `VAT on ${steps[0]!.description.toLowerCase()}` : steps[0]!.description,
          steps,
          net: money,
          vatCategory: document.vatCategory,
          vatRateBp: document.vatRateBp,
          vat,
          gross: money + vat,
        };
      });
    });

type Shown = { line: DocumentLine; steps: QuoteLine["steps"]; net: Pence };

/** A charge of the model is one line with its steps; each item of the service is a line of its own. */
function itemsOf(line: DocumentLine, service: readonly ServiceComponent[]): Shown[] {
  if (line.component === modelId || line.lines.some(({ net }) => net < 0n))
    return [{ line, steps: line.lines.map((step) => ({ ...step })), net: line.net }];
  const words = service.find(({ id }) => id === line.component)?.words;
  return line.lines.map(({ description, workings, net }) => {
    const more = words?.get(description);
    return {
      line,
      steps: [{ description, workings: more ? `${more}: ${workings}` : workings, net }],
      net,
    };
  });
}

function cadenceOf(kind: Kind, { component, key }: DocumentLine): QuoteLine["cadence"] {
  if (key.endsWith("/review") || component.startsWith("service/")) return "yearly";
  if (component !== modelId) return "once";
  return modelOf(kind).cadence;
}
