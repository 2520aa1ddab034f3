import type { LicenceStatus } from "#db/enums.ts";
import { type Kind, modelOf } from "#server/commercial-models/index.ts";
import { addDays, type CivilDate, civil, daysBetween, formatDate, withDates } from "#server/lib/dates.ts";
import { type Pence, pounds } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";
import { withCounts } from "../holdings/in-words.ts";
import { formKeeping, isOpen, isStated, promisedAs } from "../settlement/promises.ts";
import { type Reporting, whoSays } from "../settlement/who-says-rules.ts";

/** A promise as a page reads it: with the first day on which its statement can be sent. */
export type Promise = {
  key: string;
  kind: string;
  due: string | null;
  description: string;
  state: Parameters<typeof isOpen>[0]["state"];
  openFrom?: CivilDate | null;
};

type Life = {
  reference: string;
  organisation: string;
  status: LicenceStatus;
  endsOn: string;
  components: readonly { id: string; terms: Readonly<Record<string, unknown>> }[];
  obligations: readonly Promise[];
  documents: readonly { number: string; dueOn: string | null; outstandingPence: Pence }[];
  upcoming: readonly { on: string; net: Pence }[];
};

/** The one thing that comes next under a licence: who owes what by when, what follows if not, and the way to do it. */
export type NextThing = {
  title: string;
  says: string[];
  late: boolean;
  /** For whoever may do it now. */
  action: { href: string; label: string } | null;
};

/**
 * What is due first under a licence: a promise that is open or an invoice that is not paid, the oldest first; otherwise
 * what happens by itself. The button is there for whoever may press it today; for others a sentence says who can.
 */
export function whatNext(life: Life, may: Reporting, today: CivilDate): NextThing {
  const due = [
    ...life.obligations
      .filter((one) => one.due !== null && isOpen(one))
      .map((one) => ({ on: one.due!, thing: () => ofPromise(life, one, may, today) })),
    ...life.documents
      .filter(({ dueOn, outstandingPence }) => dueOn !== null && outstandingPence > 0n)
      .map((one) => ({ on: one.dueOn!, thing: () => ofInvoice(life, one, today) })),
  ].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  return due[0]?.thing() ?? ofItself(life, today);
}

function ofPromise(life: Life, promise: Promise, may: Reporting, today: CivilDate): NextThing {
  const terms = life.components.find(({ id }) => promise.key.startsWith(`${id}/`))?.terms;
  const said = promisedAs(promise);
  const due = civil(promise.due!);
  const what = withCounts(withDates(promise.description));
  return {
    title: said?.reminded
      ? `${life.organisation} owes: ${what}. ${when(due, today)}`
      : `Next: ${what}. ${when(due, today)}`,
    says: [
      ...whoAndWhen(life, promise, today),
      ...(said && terms ? [`If not: ${said.ifNot(terms as never)}`] : []),
    ],
    late: due < today,
    action: wayTo(life, promise, may, today),
  };
}

/** From whom, and where it cannot be sent yet from which day on. */
function whoAndWhen({ organisation }: Life, promise: Promise, today: CivilDate): string[] {
  if (isStated(promise)) {
    const who = `A member or a signatory of ${organisation} prepares it, and a signatory attests it`;
    return [
      canBeStated(promise, today)
        ? `${who}.`
        : `${who}, from ${formatDate(promise.openFrom!)} on: its period still runs.`,
    ];
  }
  const form = formKeeping(promise);
  return form ? [`${whoSays(form.by, organisation)}.`] : [];
}

const canBeStated = ({ openFrom }: Promise, today: CivilDate) =>
  openFrom === undefined || openFrom === null || openFrom <= today;

/** The way to keep a promise today, for whoever may; null where there is none for them. */
export function wayTo(
  { reference, components }: Pick<Life, "reference" | "components">,
  promise: Promise,
  may: Reporting,
  today: CivilDate,
): NextThing["action"] {
  if (isStated(promise)) {
    if (!may.report || !canBeStated(promise, today)) return null;
    const [component, from] = promise.key.split("/");
    return {
      href: `/licences/${reference}/statements/new?component=${component}&period=${from}`,
      label: "Prepare the statement",
    };
  }
  const form = formKeeping(promise);
  const part = components.find(
    ({ id, terms }) =>
      promise.key.startsWith(`${id}/`) &&
      modelOf(terms.kind as Kind).forms.some(({ fact }) => fact === form?.fact),
  );
  return form && part && may[form.by]
    ? {
        href: `/licences/${reference}/report?fact=${form.fact}&component=${part.id}`,
        label: form.title,
      }
    : null;
}

const ofInvoice = (
  { organisation }: Life,
  { number, dueOn, outstandingPence }: Life["documents"][number],
  today: CivilDate,
): NextThing => ({
  title: `${organisation} owes ${pounds(outstandingPence)} on ${number}. ${when(civil(dueOn!), today)}`,
  says: [
    `Where to pay, and the payment reference, stand on the invoice.`,
    "If not: from the day after, the law adds statutory interest and a fixed sum for recovery.",
  ],
  late: dueOn! < today,
  action: { href: `/invoices/${number}`, label: "Open the invoice" },
});

/** Nothing waits for anybody: what happens by itself. */
function ofItself({ status, endsOn, upcoming }: Life, today: CivilDate): NextThing {
  const last = formatDate(addDays(civil(endsOn), -1));
  const [charge] = upcoming.filter(({ on }) => on > today);
  const isOver = status === "expired" || status === "terminated";
  return {
    title: isOver ? "Nothing is owed under this licence" : "Nothing needs anybody now",
    says: isOver
      ? ["What comes in later is still recorded and billed."]
      : [
          ...(charge
            ? [
                `On ${formatDate(charge.on)} ${pounds(charge.net)} and VAT is invoiced. Nobody has to do anything for it.`,
              ]
            : []),
          `Access ends after ${last}. Nothing is renewed by itself.`,
        ],
    late: false,
    action: null,
  };
}

/** "It is 13 days late." "It is due on 14 November 2026, in 13 days." */
function when(due: CivilDate, today: CivilDate): string {
  const days = daysBetween(today, due);
  if (days < 0) return `It is ${counted(-days, "day")} late: it was due on ${formatDate(due)}.`;
  if (days === 0) return "It is due today.";
  return `It is due on ${formatDate(due)}, in ${counted(days, "day")}.`;
}
