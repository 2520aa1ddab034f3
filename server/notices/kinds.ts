import type { NoticeKind, Role, Side } from "#db/enums.ts";
import { formatDate } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";

/** What the words of a notice are made of. */
export type Facts = {
  reference: string;
  title: string;
  /** The buyer. */
  organisation: string;
  /** Whoever did it. */
  by: string;
  reason: string;
  /** The day that it is about: due, last, or lapsing. */
  on: string;
  /** "in 7 days", "today", "121 days ago". */
  when: string;
  pence: bigint;
  /** Statutory interest to the day of the notice, and the fixed sum, both on top of the invoice. */
  interestPence: bigint;
  fixedPence: bigint;
  /** What it was allocated to, or belongs to. */
  document: string;
  leftPence: bigint;
  /** Whose turn it is: in whose hands an offer lapses. */
  waitsFor: string;
  role: string;
};

type Words = { subject: string; says: string[]; link: string };

type Kind = {
  /** As it stands among the choices of a person. */
  title: string;
  /**
   * Who reads it, by side: everybody at the buyer, or at the NHS, who holds a role of the first group of which there is
   * anybody. A side with no group is told by name alone.
   */
  to: Partial<Record<Side, Role[][]>>;
  /** Always by mail: whoever misses it loses a right, or owes more. */
  always?: true;
  words(facts: Facts, side: Side): Words;
};

const deciders: Role[][] = [["member", "signatory"]];
const payers: Role[][] = [["buyer_finance"], ["signatory"], ["member"]];
const managers: Role[][] = [["commercial_manager"]];

const offer = ({ reference }: Facts) => `/offers/${reference}`;
const licence = ({ reference }: Facts) => `/licences/${reference}`;
const invoice = ({ reference }: Facts) => `/invoices/${reference}`;

/**
 * Everything that people are told: who by role, in what words, where it leads, and whether it may be switched off. Mail
 * names no reason that somebody typed into it by more than its sentence, and no text of an application: it is forwarded,
 * printed and shown on locked screens.
 */
export const noticeKinds: Record<NoticeKind, Kind> = {
  application_received: {
    title: "An application came in",
    to: { nhs: managers },
    words: ({ reference, title, organisation }) => ({
      subject: `${organisation} applies: ${title}`,
      says: [
        `${organisation} has sent the application ${reference}, ${title}.`,
        "Make an offer, or say why not.",
      ],
      link: `/applications/${reference}`,
    }),
  },
  application_rejected: {
    title: "An application was decided",
    to: { buyer: deciders },
    words: ({ reference, title, reason }) => ({
      subject: `Your application ${reference} is rejected`,
      says: [`The NHS has rejected the application ${reference}, ${title}.`, `The reason given: ${reason}`],
      link: `/applications/${reference}`,
    }),
  },
  approval_needed: {
    title: "An offer waits for approval",
    to: { nhs: [["approver"]] },
    words: (facts) => ({
      subject: `Offer ${facts.reference} to ${facts.organisation} waits for approval`,
      says: [
        `${facts.by} has made an offer to ${facts.organisation} for ${facts.title}, worth ${pounds(facts.pence)} over its term.`,
        `It lapses after ${formatDate(facts.on)} unless it is approved and signed.`,
      ],
      link: offer(facts),
    }),
  },
  money_approval_needed: {
    title: "An offer waits for the approval of finance",
    to: { nhs: [["finance_officer"]] },
    words: (facts, side) => noticeKinds.approval_needed.words(facts, side),
  },
  offer_made: {
    title: "An offer was made to your organisation",
    to: { buyer: [["member"]] },
    words: (facts) => ({
      subject: `The NHS offers a licence: ${facts.title}`,
      says: [
        `The offer ${facts.reference} for ${facts.title} is approved by the NHS.`,
        `A signatory of your organisation can sign it until ${formatDate(facts.on)}.`,
      ],
      link: offer(facts),
    }),
  },
  to_sign: {
    title: "An offer waits for your signature",
    to: { buyer: [["signatory"]] },
    always: true,
    words: (facts) => ({
      subject: `To sign: ${facts.title} (${facts.reference})`,
      says: [
        `The NHS has approved the offer ${facts.reference} for ${facts.title}. It waits for your signature.`,
        `It can be signed until ${formatDate(facts.on)}, and lapses after that day.`,
      ],
      link: offer(facts),
    }),
  },
  to_countersign: {
    title: "A signed offer waits for the NHS's signature",
    to: { nhs: [["nhs_signatory"]] },
    always: true,
    words: (facts) => ({
      subject: `To countersign: ${facts.organisation}, ${facts.title} (${facts.reference})`,
      says: [
        `${facts.by} has signed the offer ${facts.reference} for ${facts.organisation}. The licence is in force when the NHS signs as well.`,
        `It can be signed until ${formatDate(facts.on)}, and lapses after that day.`,
      ],
      link: offer(facts),
    }),
  },
  signed: {
    title: "A licence is in force",
    to: { buyer: [["member", "signatory", "buyer_finance"]], nhs: managers },
    words: (facts) => ({
      subject: `In force: ${facts.title} (${facts.reference})`,
      says: [
        `Both sides have signed. The licence ${facts.reference} of ${facts.organisation}, ${facts.title}, is in force; its last day is ${formatDate(facts.on)}.`,
        "The contract, as it was signed, is a PDF on the page of the licence.",
      ],
      link: licence(facts),
    }),
  },
  offer_lapsing: {
    title: "An offer is about to lapse",
    to: {},
    words: (facts) => ({
      subject: `Offer ${facts.reference} lapses ${facts.when}`,
      says: [
        `The offer ${facts.reference} to ${facts.organisation}, ${facts.title}, can be signed until ${formatDate(facts.on)}. It waits for ${facts.waitsFor}.`,
        "After that day it lapses, and nobody can sign it.",
      ],
      link: offer(facts),
    }),
  },
  offer_lapsed: {
    title: "An offer has lapsed",
    to: { buyer: deciders, nhs: managers },
    words: (facts, side) => ({
      subject: `Offer ${facts.reference} has lapsed`,
      says: [
        `The offer ${facts.reference} to ${facts.organisation}, ${facts.title}, stood until ${formatDate(facts.on)}. It waited for ${facts.waitsFor}.`,
        side === "nhs"
          ? "The application is with you again: make another offer, or say why not."
          : "Your application is with the NHS again, which can make another offer. You need not apply anew.",
      ],
      link: offer(facts),
    }),
  },
  offer_withdrawn: {
    title: "An offer was withdrawn",
    to: { buyer: deciders },
    words: (facts) => ({
      subject: `Offer ${facts.reference} is withdrawn`,
      says: [
        `The NHS has withdrawn the offer ${facts.reference} for ${facts.title}.`,
        `The reason given: ${facts.reason}`,
        "Your application is with the NHS again, which can make another offer.",
      ],
      link: offer(facts),
    }),
  },
  offer_declined: {
    title: "An offer was declined",
    to: { nhs: managers },
    words: (facts) => ({
      subject: `${facts.organisation} declines ${facts.reference}`,
      says: [
        `${facts.by} has declined the offer ${facts.reference} for ${facts.title}.`,
        `The reason given: ${facts.reason}`,
        "The application is with you again: make another offer, or say why not.",
      ],
      link: offer(facts),
    }),
  },
  invoice_issued: {
    title: "An invoice was issued",
    to: { buyer: payers },
    words: (facts) => ({
      subject: `Invoice ${facts.reference}: ${pounds(facts.pence)}${facts.on ? `, due ${formatDate(facts.on)}` : ""}`,
      says: [
        `${facts.reference} of ${pounds(facts.pence)}, VAT included, is issued under the licence ${facts.document}.`,
        facts.on
          ? `${pounds(facts.leftPence)} is due on ${formatDate(facts.on)}. Where to pay and the payment reference stand on it.`
          : "Nothing is due on it in cash.",
      ],
      link: invoice(facts),
    }),
  },
  credit_note_issued: {
    title: "A credit note was issued",
    to: { buyer: payers },
    words: (facts) => ({
      subject: `Credit note ${facts.reference}: ${pounds(facts.pence)}`,
      says: [`${facts.reference} credits ${pounds(facts.pence)}, VAT included, of ${facts.document}.`],
      link: invoice(facts),
    }),
  },
  payment_received: {
    title: "A payment was received",
    to: { buyer: payers },
    words: (facts) => ({
      subject: `Received: ${pounds(facts.pence)} for ${facts.document}`,
      says: [
        `${pounds(facts.pence)} of your payment ${facts.reference}, received on ${formatDate(facts.on)}, is allocated to ${facts.document}.`,
        facts.leftPence > 0n
          ? `${pounds(facts.leftPence)} is still to be paid on ${facts.document}.`
          : `${facts.document} is paid.`,
      ],
      link: `/invoices/${facts.document}`,
    }),
  },
  invoice_due: {
    title: "An invoice is due soon",
    to: { buyer: payers },
    words: (facts) => ({
      subject: `${facts.reference} is due ${facts.when}: ${pounds(facts.leftPence)}`,
      says: [
        `${pounds(facts.leftPence)} on ${facts.reference} is due on ${formatDate(facts.on)}.`,
        "If you have paid it by now, you need do nothing.",
      ],
      link: invoice(facts),
    }),
  },
  invoice_overdue: {
    title: "An invoice is overdue",
    to: { buyer: payers },
    always: true,
    words: (facts) => ({
      subject: `${facts.reference} is overdue: ${pounds(facts.leftPence)}`,
      says: [
        `${pounds(facts.leftPence)} on ${facts.reference} was due on ${formatDate(facts.on)}, ${facts.when}.`,
        `The law adds to it: ${pounds(facts.interestPence)} of statutory interest to today, and a fixed sum of ${pounds(facts.fixedPence)} for recovery.`,
        "If you have paid it by now, you need do nothing.",
      ],
      link: invoice(facts),
    }),
  },
  report_due: {
    title: "A statement or another report is due",
    to: { buyer: deciders },
    words: (facts) => ({
      subject: `${facts.document} ${facts.when} (${facts.reference})`,
      says: [
        `${facts.document} ${facts.when}, on ${formatDate(facts.on)}, under the licence ${facts.reference}, ${facts.title}.`,
        "Open the licence to send it.",
      ],
      link: licence(facts),
    }),
  },
  report_late: {
    title: "A statement or another report is late",
    to: { buyer: deciders },
    always: true,
    words: (facts, side) => noticeKinds.report_due.words(facts, side),
  },
  licence_ending: {
    title: "A licence is about to end",
    to: { buyer: deciders, nhs: managers },
    words: (facts) => ({
      subject: `${facts.reference} ends ${facts.when}`,
      says: [
        `The last day of the licence ${facts.reference} of ${facts.organisation}, ${facts.title}, is ${formatDate(facts.on)}. Access ends with it.`,
        "Nothing is renewed by itself: whoever goes on applies again.",
      ],
      link: licence(facts),
    }),
  },
  vat_number_stated: {
    title: "A customer stated a VAT number",
    to: { nhs: [["finance_officer"]] },
    words: (facts) => ({
      subject: `${facts.organisation} states a VAT number`,
      says: [
        `${facts.by} states the VAT number ${facts.document} for ${facts.organisation}. It changes nothing until it was asked of the register of its country.`,
      ],
      link: `/finance/vat/${facts.reference}`,
    }),
  },
  vat_decided: {
    title: "What VAT your organisation is charged was decided",
    to: { buyer: payers },
    words: (facts) => ({
      subject: `VAT on your invoices: ${facts.title}`,
      says: [
        `From ${formatDate(facts.on)}, for ${facts.organisation}: ${facts.title}.`,
        "What was invoiced otherwise is credited and invoiced again.",
      ],
      link: "/organisation#vat",
    }),
  },
  role_asked: {
    title: "A role waits for a second administrator",
    to: { nhs: [["administrator"]] },
    words: (facts) => ({
      subject: `For a second administrator: ${facts.title}`,
      says: [`${facts.by} proposes: ${facts.title}. It counts once another administrator agrees.`],
      link: "/admin",
    }),
  },
  role_given: {
    title: "A role was given to you",
    to: {},
    always: true,
    words: (facts) => ({
      subject: `You are ${facts.role} of ${facts.organisation}`,
      says: [
        `${facts.by} gave you the role ${facts.role} at ${facts.organisation}. It counts from your next page on.`,
      ],
      link: "/account",
    }),
  },
};
