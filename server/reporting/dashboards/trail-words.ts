import { allProposalKinds, type VatEvidenceKind, type VatProof } from "#db/enums.ts";
import { roleNamed, roleTitles } from "#server/access/roles.ts";
import type { BusinessEvent } from "#server/audit/events.ts";
import { evidenceKinds, proofs } from "#server/billing/vat/words.ts";
import { kinds, modelOf } from "#server/commercial-models/index.ts";
import { formatDate, isCivil } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";
import { counted, lowered, withoutEnd } from "#server/lib/words.ts";

/** What kind of thing happened, as an auditor looks for it. */
export const trailKinds = {
  deals: "Deals",
  money: "Money",
  people: "People and access",
  catalogue: "Catalogue and prices",
  system: "System",
} as const;
export type TrailKind = keyof typeof trailKinds;

export type EventType = BusinessEvent["type"];
type FactsOf<Type extends EventType> = Extract<BusinessEvent, { type: Type }>["facts"];

type Words<Type extends EventType> = {
  kind: TrailKind;
  /** As it stands in the list to choose from. */
  title: string;
  /** Everyday, and so many that they hide what matters: shown where somebody asks for them. */
  quiet?: true;
  /** Belongs to the kind of what a second person was asked for. */
  proposal?: true;
  /** What the person who acted did, after their name. */
  says(facts: FactsOf<Type>, subject: string): string;
};

/**
 * Every event in words: "Ola Brandt", "approved version 2 of OFR-2026-0015 as finance". An event without a line here does
 * not compile.
 */
const words: { readonly [Type in EventType]: Words<Type> } = {
  "person.signed_in": {
    kind: "people",
    title: "Signed in",
    quiet: true,
    says: ({ by }) => `signed in ${ways[by] ?? by}`,
  },
  "person.confirmed": {
    kind: "people",
    title: "Confirmed that it is them",
    quiet: true,
    says: ({ by }) => `confirmed by ${by === "code" ? "a mailed code" : by} that it is them`,
  },
  "session.revoked": {
    kind: "people",
    title: "Session ended",
    quiet: true,
    says: ({ session }, subject) => `ended a session of ${subject} on ${session}`,
  },
  "person.password_changed": {
    kind: "people",
    title: "Password changed",
    says: (_, subject) => `changed the password of ${subject}`,
  },
  "person.added": {
    kind: "people",
    title: "Person added",
    says: ({ name, email }) => `added ${name}, ${email}`,
  },
  "role.granted": {
    kind: "people",
    title: "Role given",
    says: ({ person, role }) => `gave ${person} the role ${roleWords(role)}`,
  },
  "role.ended": {
    kind: "people",
    title: "Role ended",
    says: ({ person, role }) => `ended the role ${roleWords(role)} of ${person}`,
  },
  "organisation.added": {
    kind: "people",
    title: "Organisation added",
    says: ({ name }) => `added the organisation ${name}`,
  },
  "organisation.changed": {
    kind: "people",
    title: "Organisation changed",
    says: ({ field, before, after }, subject) =>
      `changed ${inWords(field)} of ${subject} from ${before || "nothing"} to ${after || "nothing"}`,
  },
  "token.made": {
    kind: "people",
    title: "Token made",
    says: ({ name, prefix, days }, subject) =>
      `made the token ${name} (${prefix}…) of ${subject} for ${counted(days, "day")}`,
  },
  "token.revoked": {
    kind: "people",
    title: "Token ended",
    says: ({ name, prefix }, subject) => `ended the token ${name} (${prefix}…) of ${subject}`,
  },
  "proposal.made": {
    kind: "deals",
    title: "Second person asked",
    proposal: true,
    says: ({ kind, reason }, subject) =>
      `asked a second person for ${proposalWords(kind)}: ${dated(subject)}. ${because(reason)}`,
  },
  "proposal.decided": {
    kind: "deals",
    title: "Second person decided",
    proposal: true,
    says: ({ kind, outcome, reason }, subject) =>
      `${outcome === "withdrawn" ? "took back the request for" : outcome} ${proposalWords(kind)}: ${dated(subject)}${reason ? `. ${because(reason)}` : ""}`,
  },
  "catalogue.imported": {
    kind: "catalogue",
    title: "Catalogue imported",
    says: ({ read, created, updated, rejected, files }) =>
      `imported ${counted(read, "record")} from ${files}: ${created} new, ${updated} changed, ${rejected} rejected`,
  },
  "dataset.published": {
    kind: "catalogue",
    title: "Description published",
    says: ({ version, note, by }, subject) =>
      `published version ${version} of the description of ${subject}, by ${by}${note ? `: ${note}` : ""}`,
  },
  "dataset.retired": {
    kind: "catalogue",
    title: "Dataset retired",
    says: ({ reason }, subject) => `retired ${subject}. ${because(reason)}`,
  },
  "dataset.restored": {
    kind: "catalogue",
    title: "Dataset restored",
    says: ({ reason }, subject) => `restored ${subject}. ${because(reason)}`,
  },
  "dataset.linked": {
    kind: "catalogue",
    title: "Datasets linked",
    says: (facts, subject) =>
      `${facts.outcome === "added" ? "linked" : "unlinked"} ${subject} ${facts.outcome === "added" ? "with" : "from"} ${facts.with}, by ${facts.by}`,
  },
  "dataset.matched": {
    kind: "catalogue",
    title: "Dataset matched",
    says: ({ source, sourceId, same }, subject) =>
      `decided that ${subject} is ${same === "no" ? "not " : ""}the record ${sourceId} of ${source}`,
  },
  "use_terms.decided": {
    kind: "catalogue",
    title: "Use decided",
    says: ({ outcome, kinds: named, reason }, subject) =>
      `decided on the use of ${subject}${named ? ` under ${modelWords(named)}` : ""}: ${outcome === "allow" ? "allowed" : "refused"}. ${because(reason)}`,
  },
  "mandate.recorded": {
    kind: "catalogue",
    title: "Mandate recorded",
    says: ({ reference, grantedBy, from, to }, subject) =>
      `recorded the mandate ${reference} of ${grantedBy} for ${subject}, from ${day(from)}${to ? ` to ${day(to)}` : ""}`,
  },
  "price_list.published": {
    kind: "catalogue",
    title: "Price list published",
    says: ({ version, validFrom, author }, subject) =>
      `published version ${version} of the price list of ${subject}, by ${author}, in force from ${day(validFrom)}`,
  },
  "tariff.published": {
    kind: "catalogue",
    title: "Tariff published",
    says: ({ version, validFrom, source }) =>
      `published version ${version} of the tariff of the service, from ${source}, in force from ${day(validFrom)}`,
  },
  "enquiry.opened": {
    kind: "deals",
    title: "Question asked",
    says: ({ dataset, subject: about }, subject) => `asked about ${dataset}: “${about}” (${subject})`,
  },
  "enquiry.answered": {
    kind: "deals",
    title: "Question answered",
    says: ({ by }, subject) => `wrote in ${subject} for ${sideWords(by)}`,
  },
  "enquiry.closed": {
    kind: "deals",
    title: "Question closed",
    says: ({ by }, subject) => `closed ${subject} for ${sideWords(by)}`,
  },
  "quote.made": {
    kind: "deals",
    title: "Quote made",
    says: ({ kind, gross, validUntil }, subject) =>
      `made the quote ${subject} for ${modelWords(kind)}: ${amount(gross)} with VAT, valid until ${day(validUntil)}`,
  },
  "application.saved": {
    kind: "deals",
    title: "Application saved",
    says: ({ dataset, kind }, subject) =>
      `saved a draft of ${subject} for ${dataset} under ${modelWords(kind)}`,
  },
  "application.submitted": {
    kind: "deals",
    title: "Application sent",
    says: ({ dataset, kind }, subject) => `sent ${subject} for ${dataset} under ${modelWords(kind)}`,
  },
  "application.withdrawn": {
    kind: "deals",
    title: "Application withdrawn",
    says: ({ reason }, subject) => `withdrew ${subject}. ${because(reason)}`,
  },
  "application.rejected": {
    kind: "deals",
    title: "Application rejected",
    says: ({ reason }, subject) => `rejected ${subject}. ${because(reason)}`,
  },
  "offer.made": {
    kind: "deals",
    title: "Offer made",
    says: ({ version, value, atListTerms }, subject) =>
      `made version ${version} of ${subject}, worth ${amount(value)} over its term, ${atListTerms ? "at list terms" : "at other than list terms"}`,
  },
  "offer.approved": {
    kind: "deals",
    title: "Offer approved",
    says: ({ version, as, evidence }, subject) =>
      `approved version ${version} of ${subject} as ${approverWords[as] ?? inWords(as)}${evidence ? ` (${evidence})` : ""}`,
  },
  "offer.declined": {
    kind: "deals",
    title: "Offer declined",
    says: ({ reason }, subject) => `declined ${subject}. ${because(reason)}`,
  },
  "offer.withdrawn": {
    kind: "deals",
    title: "Offer withdrawn",
    says: ({ reason }, subject) => `withdrew ${subject}. ${because(reason)}`,
  },
  "offer.lapsed": {
    kind: "deals",
    title: "Offer lapsed",
    says: ({ expiredOn }, subject) => `let ${subject} lapse: it could be signed until ${day(expiredOn)}`,
  },
  "offer.signed": {
    kind: "deals",
    title: "Contract signed",
    says: ({ side, name, authenticatedBy }, subject) =>
      `signed ${subject} for ${sideWords(side)} as ${name}, confirmed by ${authenticatedBy}`,
  },
  "licence.in_force": {
    kind: "deals",
    title: "Licence in force",
    says: ({ startsOn, endsOn, kind }, subject) =>
      `brought ${subject} into force under ${modelWords(kind)}, from ${day(startsOn)} up to ${day(endsOn)}`,
  },
  "licence.terminated": {
    kind: "deals",
    title: "Licence ended early",
    says: ({ endedOn, reason }, subject) => `ended ${subject} early on ${day(endedOn)}. ${because(reason)}`,
  },
  "licence.expired": {
    kind: "deals",
    title: "Licence expired",
    says: ({ endedOn }, subject) => `ended ${subject}, whose term was over on ${day(endedOn)}`,
  },
  "licence.suspended": {
    kind: "deals",
    title: "Access suspended",
    says: ({ reason }, subject) => `suspended access under ${subject}. ${because(reason)}`,
  },
  "licence.restored": {
    kind: "deals",
    title: "Access restored",
    says: ({ reason }, subject) => `restored access under ${subject}. ${because(reason)}`,
  },
  "licence.parked": {
    kind: "money",
    title: "Billing stopped",
    says: ({ reason }, subject) => `stopped the billing of ${subject}. ${because(reason)}`,
  },
  "licence.unparked": {
    kind: "money",
    title: "Billing goes on",
    says: (_, subject) => `let the billing of ${subject} go on`,
  },
  "entitlement.granted": {
    kind: "deals",
    title: "Access given",
    says: ({ dataset, users }, subject) =>
      `gave ${counted(users, "named user")} access to ${dataset} under ${subject}`,
  },
  "entitlement.ended": {
    kind: "deals",
    title: "Access ended",
    says: ({ dataset }, subject) => `ended access to ${dataset} under ${subject}`,
  },
  "fact.reported": {
    kind: "deals",
    title: "Fact reported",
    says: ({ kind, factId, version, on }, subject) =>
      `put “${inWords(kind)}” of ${day(on)} on record under ${subject} (${dated(factId)}${version > 1 ? `, version ${version}` : ""})`,
  },
  "usage.uploaded": {
    kind: "deals",
    title: "Usage sent",
    says: ({ accepted, duplicates, exceptions }, subject) =>
      `sent usage of ${subject}: ${counted(accepted, "event")} taken, ${duplicates} known before, ${exceptions} for a person to decide`,
  },
  "usage.decided": {
    kind: "deals",
    title: "Usage decided",
    says: ({ source, id, exception, decision, because: why }, subject) =>
      `decided on the event ${id} of ${source} under ${subject} (${inWords(exception)}): ${inWords(decision)}. ${because(why)}`,
  },
  "statement.sent": {
    kind: "deals",
    title: "Statement sent",
    says: ({ statement, period, faults }, subject) =>
      `sent ${statement} of the period from ${day(period)} under ${subject}${faults > 0 ? `: refused, ${counted(faults, "fault")}` : ""}`,
  },
  "statement.attested": {
    kind: "deals",
    title: "Statement attested",
    says: ({ statement, version, by, as }, subject) =>
      `attested ${statement} under ${subject} as ${by}, ${as} (version ${version} of the period)`,
  },
  "document.issued": {
    kind: "money",
    title: "Document issued",
    says: ({ type, net, vat, gross, due }, subject) =>
      `issued the ${inWords(type)} ${subject}: ${amount(net)} and VAT ${amount(vat)}, ${amount(gross)} in total${due ? `, due ${day(due)}` : ""}`,
  },
  "receipt.recorded": {
    kind: "money",
    title: "Receipt recorded",
    says: (facts, subject) => `recorded the receipt ${subject}: ${amount(facts.amount)} from ${facts.payer}`,
  },
  "receipt.allocated": {
    kind: "money",
    title: "Receipt allocated",
    says: (facts, subject) => `allocated ${amount(facts.amount)} of ${subject} to ${facts.document}`,
  },
  "receipt.allocation_reversed": {
    kind: "money",
    title: "Allocation taken back",
    says: (facts, subject) =>
      `took back the allocation of ${amount(facts.amount)} of ${subject} to ${facts.document}. ${because(facts.reason)}`,
  },
  "receipt.reversed": {
    kind: "money",
    title: "Receipt taken back",
    says: (facts, subject) =>
      `took back the receipt ${subject} of ${amount(facts.amount)}. ${because(facts.reason)}`,
  },
  "refund.set_off": {
    kind: "money",
    title: "Refund set off",
    says: ({ document, amount: pence }, subject) =>
      `set off ${amount(pence)} of ${subject} against ${document}`,
  },
  "refund.paid": {
    kind: "money",
    title: "Refund paid",
    says: ({ amount: pence, on, reference }, subject) =>
      `recorded that ${amount(pence)} of ${subject} was paid back on ${day(on)}, reference ${reference}`,
  },
  "refund.taken_back": {
    kind: "money",
    title: "Refund taken back",
    says: ({ amount: pence, reason }, subject) =>
      `took back the refund of ${amount(pence)} of ${subject}. ${because(reason)}`,
  },
  "vat_evidence.recorded": {
    kind: "money",
    title: "VAT evidence recorded",
    says: ({ kind, number, proves, holdsFrom, seen }, subject) =>
      `recorded of ${subject}: ${evidenceKinds[kind as VatEvidenceKind] ?? kind}${number && ` ${number}`}, “${seen}”. It shows ${lowered(proofs[proves as VatProof] ?? proves)}${holdsFrom && `, from ${day(holdsFrom)}`}`,
  },
  "vat_number.stated": {
    kind: "money",
    title: "VAT number stated",
    says: ({ number }, subject) => `stated the VAT number ${number} of ${subject}`,
  },
  "run.finished": {
    kind: "system",
    title: "Daily run finished",
    says: ({ day: of, licences, documents, parked }) =>
      `finished the daily run of ${day(of)}: ${counted(licences, "licence")} looked at, ${counted(documents, "document")} issued${parked > 0 ? `, billing of ${counted(parked, "licence")} stopped` : ""}`,
  },
  "clock.moved": {
    kind: "system",
    title: "Business date moved",
    says: ({ from, to }) => `moved the business date from ${day(from)} to ${day(to)}`,
  },
  "export.taken": {
    kind: "system",
    title: "Export made",
    says: ({ name, rows }, subject) => `made the export ${subject || name}: ${counted(rows, "row")}`,
  },
};

const titles = Object.entries(words) as [EventType, Words<EventType>][];

/** Every event that there can be, in order of its kind and title. */
export const eventTypes: readonly { type: EventType; kind: TrailKind; title: string }[] = titles
  .map(([type, { kind, title }]) => ({ type, kind, title }))
  .sort((a, b) => `${a.kind} ${a.title}`.localeCompare(`${b.kind} ${b.title}`));

/** Events of a kind, but for proposals, which are of the kind of what is proposed (`proposalsOf`). */
export const typesOf = (kind: TrailKind): EventType[] =>
  titles.filter(([, one]) => one.kind === kind && !one.proposal).map(([type]) => type);

/** Events that would drown the others where nobody asked for them. */
export const quietTypes: readonly EventType[] = titles.filter(([, { quiet }]) => quiet).map(([type]) => type);

/** What happened as a sentence that begins with who did it. One that an older release wrote, and nobody writes now, says so. */
export function saidOf(event: {
  type: string;
  actorName: string;
  subject: string;
  facts: Record<string, unknown>;
}): string {
  const line = Object.hasOwn(words, event.type) ? (words[event.type as EventType] as Words<EventType>) : null;
  const who = actors[event.actorName] ?? event.actorName;
  if (event.type === "notice") return `${who} told ${event.facts.to || "nobody"}: “${event.facts.says}”`;
  if (!line) return `${who} did something to ${event.subject} that this release has no words for`;
  return withoutEnd(`${who} ${line.says(event.facts as FactsOf<EventType>, event.subject).trim()}`, ".");
}

const actors: Readonly<Record<string, string>> = { system: "The service", visitor: "A visitor" };
const ways: Readonly<Record<string, string>> = {
  password: "with a password",
  link: "by a mailed link",
  demo: "by one click of the demonstration",
};
const approverWords: Readonly<Record<string, string>> = {
  approver: "approver",
  finance: "finance",
  board: "the board",
};

/** What a second person is asked for, and where somebody looks for it. */
const proposed: { readonly [Kind in (typeof allProposalKinds)[number]]: [kind: TrailKind, words: string] } = {
  credit_note: ["money", "a credit"],
  daily_run: ["system", "the daily run"],
  termination: ["deals", "an early end"],
  board_decision: ["deals", "a decision of the board"],
  dataset_version: ["catalogue", "a description"],
  price_list: ["catalogue", "a price list"],
  large_bill: ["money", "a large bill"],
  retraction: ["deals", "taking back a report"],
  receipt: ["money", "a receipt"],
  receipt_reversal: ["money", "taking back a receipt"],
  mandate: ["catalogue", "a mandate"],
  role: ["people", "a role"],
};

/** What second people are asked for that belongs to a kind. */
export const proposalsOf = (kind: TrailKind) => allProposalKinds.filter((one) => proposed[one][0] === kind);

const proposalWords = (kind: string) => {
  const named = allProposalKinds.find((one) => one === kind);
  return named ? proposed[named][1] : inWords(kind);
};
const inWords = (key: string) => key.replaceAll("_", " ");
const sideWords = (side: "buyer" | "nhs") => (side === "nhs" ? "the NHS" : "the buyer");
const roleWords = (role: string) => {
  const named = roleNamed(role);
  return named ? lowered(roleTitles[named]).replace("nHS", "NHS") : role;
};
const because = (reason: string | undefined) => (reason ? `Reason: ${reason.trim()}` : "No reason was given");
const day = (text: string | undefined) => (text && isCivil(text) ? formatDate(text) : text || "no day");
const dated = (text: string) => text.replace(/\d{4}-\d{2}-\d{2}/g, day);
/** Pence as digits, as events keep them. */
const amount = (pence: string | undefined) =>
  /^-?\d+$/.test(pence ?? "") ? pounds(BigInt(pence!)) : "nothing";
/** One model by its key, or several with spaces between them. */
const modelWords = (keys: string) =>
  keys
    .split(" ")
    .map((key) => {
      const kind = kinds.find((one) => one === key);
      return kind ? lowered(modelOf(kind).title) : inWords(key);
    })
    .join(", ");
