import type { Contract } from "#server/commercial-models/engine/contract.ts";
import type { Document } from "#server/commercial-models/engine/plan.ts";
import type { Assumptions } from "#server/commercial-models/simulation/assumptions.ts";
import { addDays, formatDate } from "#server/lib/dates.ts";
import { sum } from "#server/lib/money.ts";
import { documentsFor, documentsForCertain } from "#server/quoting/documents.ts";
import { serviceId, type Work } from "#server/quoting/service.ts";
import type { Payment } from "./contract.ts";

/**
 * The calendar of payments: every document that would be issued if what the licensee expects came true, by the plan that
 * bills; `work` is what is expected of the service around the data, where the contract holds it. What would be issued as well if nothing were ever reported is certain; the rest is expected.
 */
export function paymentsOf(contract: Contract, assumptions: Assumptions, work: readonly Work[]): Payment[] {
  const certain = new Set(documentsForCertain(contract).map(nameOf));
  return documentsFor(contract, assumptions, work).map((document) => {
    const back = document.type === "credit_note" ? -1n : 1n;
    return {
      on: document.date,
      due: document.due,
      what: whatOf(document),
      net: String(back * document.net),
      vat: String(back * document.vat),
      gross: String(back * document.gross),
      inMoney: String(back * document.payableInCash),
      expected: !certain.has(nameOf(document)),
    };
  });
}

/** Documents of one day that charge the same are the same. */
const nameOf = ({ date, type, lines, gross }: Document): string =>
  [date, type, gross, ...lines.map(({ key }) => key)].join(" ");

/** "Subscription, 1 April 2027 to 31 March 2028". */
const whatOf = ({ lines }: Document): string =>
  lines
    .map(({ component, key, lines: [first], period }) => {
      const last = addDays(period.to, -1);
      const time =
        last > period.from ? `${formatDate(period.from)} to ${formatDate(last)}` : formatDate(period.from);
      const monthly = component === serviceId && !key.endsWith("/review");
      return `${monthly ? "Service around the data" : first!.description}, ${time}`;
    })
    .join("; ");

/** What all payments come to. */
export const totalOf = (payments: readonly Payment[]) => ({
  net: sum(payments.map(({ net }) => BigInt(net))),
  vat: sum(payments.map(({ vat }) => BigInt(vat))),
  gross: sum(payments.map(({ gross }) => BigInt(gross))),
  inMoney: sum(payments.map(({ inMoney }) => BigInt(inMoney))),
});
