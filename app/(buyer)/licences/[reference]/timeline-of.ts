import type { TimelineItem } from "#app/_components/timeline.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { addDays, addMonths, civil, formatDate, lastDay, minDate, withDates } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";
import { withCounts } from "#server/licensing/holdings/in-words.ts";
import { wayTo } from "#server/licensing/lifecycle/what-next-rules.ts";
import { isOpen as isOpenPromise } from "#server/licensing/settlement/promises.ts";
import type { Reporting } from "#server/licensing/settlement/who-says-rules.ts";

type Licence = AppOutputs["licensing"]["licenceByReference"];
type Documents = AppOutputs["billing"]["invoices"]["rows"];

/** What was signed, billed and promised, in order of its day; what waits for the reader has a link to do it. */
export function timelineOf(
  licence: Licence,
  documents: Documents,
  today: string,
  may: Reporting,
): TimelineItem[] {
  const last = lastDay({ from: licence.startsOn, to: licence.endedOn ?? licence.endsOn });
  const items: TimelineItem[] = [
    {
      date: licence.startsOn,
      title: "First day of the licence",
      note: `Signed by ${licence.signatures.map(({ typedName }) => typedName).join(" and ")}`,
      state: licence.startsOn <= today ? "done" : "next",
    },
    ...documents.map(
      (row): TimelineItem => ({
        date: row.issuedOn,
        title: `${row.number}: ${pounds(row.grossPence)}${row.type === "credit_note" ? " credited" : row.type === "barter_invoice" ? " paid in kind" : " invoiced"}`,
        note:
          row.outstandingPence > 0n && row.dueOn
            ? `${pounds(row.outstandingPence)} open, due ${formatDate(row.dueOn)}`
            : undefined,
        state: "done",
      }),
    ),
    ...licence.upcoming.map(
      (charge): TimelineItem => ({
        date: charge.on,
        title: `${charge.lines[0]?.description ?? "Charge"}: ${pounds(charge.lines.reduce((sum, { net }) => sum + net, 0n))} and VAT falls due`,
        state: "next",
      }),
    ),
    ...licence.obligations.flatMap((obligation): TimelineItem[] => {
      if (!obligation.due) return [];
      const isOpen = isOpenPromise(obligation);
      const soon = isOpen && obligation.due <= addDays(civil(today), 90);
      const action = soon
        ? wayTo(
            { reference: licence.reference, components: licence.contract.components },
            obligation,
            may,
            civil(today),
          )
        : null;
      // What was kept stands on the day on which it was, which may be long before it was due.
      const date = isOpen ? obligation.due : (obligation.kept ?? minDate(obligation.due, civil(today)));
      return [
        {
          date,
          title: `${withCounts(withDates(obligation.description))}: ${isOpen ? (obligation.due < today ? "overdue" : "due") : obligation.state}`,
          state: isOpen ? (action ? "now" : "next") : "done",
          ...(action && { action }),
        },
      ];
    }),
    {
      date: last,
      title: licence.endedOn ? "Last day, as it ended early" : "Last day; access stops with it",
      state: last < today ? "done" : "next",
    },
  ];
  // A licence of five years promises much; what is more than fourteen months away, but for its end, would hide what is near.
  const horizon = addMonths(civil(today), 14);
  return items
    .filter(({ date }) => date <= horizon || date === last)
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}
