import { modelOf } from "#server/commercial-models/index.ts";
import { countryName } from "#server/lib/countries.ts";
import { addDays, civil, formatDate, londonDate } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";
import { counted, lowered } from "#server/lib/words.ts";
import { serviceId } from "#server/quoting/service.ts";
import { clauseInWords } from "./clause-in-words.ts";
import { type ContractPart, kindOf, type Payment, type SignedContract } from "./contract.ts";
import { totalOf } from "./payments.ts";
import { termsInWords } from "./terms-in-words.ts";

/** A signature as it stands on the contract. */
export type Evidence = {
  side: "buyer" | "nhs";
  typedName: string;
  authority: string;
  authenticatedBy: string;
  signedAt: Date;
  contractHash: string;
};

/** What the contract is shown as: an offer, or the licence that it became, with who signed it so far. */
export type Shown = { licence?: string; hash: string; signatures: readonly Evidence[] };

type Table = { head: readonly string[]; rows: readonly (readonly string[])[]; total: readonly string[] };
/** A numbered part; its clauses carry the number of the part before their own. */
export type PaperPart = {
  heading: string;
  clauses: readonly { number: string; text: string }[];
  facts: readonly (readonly [string, string])[];
  table: Table | null;
  /** Said below it, quietly: which article it is. */
  note: string | null;
};

export type ContractPaper = {
  title: string;
  name: string;
  lead: string;
  /** The last thing that happened to it: without a signature, the day of the price list that it was made from. */
  date: string;
  parties: readonly { title: string; lines: readonly string[] }[];
  agreement: readonly PaperPart[];
  schedules: readonly PaperPart[];
  signatures: readonly PaperPart[];
  fingerprint: PaperPart;
};

/** The contract as it is read, on the page and on paper alike: both are made of this, and say nothing else. */
export function contractPaper(contract: SignedContract, { licence, hash, signatures }: Shown): ContractPaper {
  const offer = `Offer ${contract.offer}, version ${contract.version}`;
  const { agreement, schedules } = contract.format === 2 ? contract.words : wordsOfFirstFormat(contract);
  const calendar = contract.format === 2 ? [calendarOf(contract.payments)] : [];
  const inOrder = [...signatures].sort((a, b) => a.signedAt.getTime() - b.signedAt.getTime());
  return {
    title: contract.title,
    name: licence ? `Licence ${licence}` : offer,
    lead: licence ? `Licence agreement ${licence}, from ${lowered(offer)}.` : `Licence agreement. ${offer}.`,
    date:
      inOrder.map(({ signedAt }) => londonDate(signedAt) as string).at(-1) ?? contract.priceList.validFrom,
    parties: partiesOf(contract),
    agreement: [
      ...agreement.map(asPart),
      ...contract.articles.map(({ id, version, title, text }) => ({
        ...asPart({ title, clauses: text.split("\n"), facts: [] }),
        note: `Article “${id.replaceAll("_", " ")}”, version ${version}`,
      })),
    ].map((part, index) => numbered(part, `${index + 1}`, `${index + 1}.`)),
    schedules: [...schedules.map(asPart), ...calendar].map((part, index) =>
      numbered(part, `S${index + 1}`, `Schedule ${index + 1}.`),
    ),
    signatures: inOrder.length === 0 ? [asPart(notSigned)] : inOrder.map(signatureOf),
    fingerprint: asPart({
      title: "Fingerprint of this contract",
      clauses: [
        inGroups(hash),
        "SHA-256 of the contract as JSON with sorted keys and no white space (RFC 8785). Both sides sign this fingerprint, and exactly the contract that has it is billed.",
      ],
      facts: [],
    }),
  };
}

const partiesOf = ({ licensor, licensee }: SignedContract) => [
  {
    title: "Licensor",
    lines: [licensor.name, ...licensor.address.split("\n"), `VAT number ${licensor.vatNumber}`],
  },
  {
    title: "Licensee",
    lines: [
      licensee.name,
      ...licensee.address.split("\n"),
      countryName(licensee.country),
      ...(licensee.vatNumber ? [`VAT number ${licensee.vatNumber}`] : []),
    ],
  },
];

const asPart = ({ title, clauses, facts }: ContractPart): PaperPart => ({
  heading: title,
  clauses: clauses.map((text) => ({ number: "", text })),
  facts,
  table: null,
  note: null,
});

const numbered = (part: PaperPart, number: string, before: string): PaperPart => ({
  ...part,
  heading: `${before} ${part.heading}`,
  clauses: part.clauses.map(({ text }, index) => ({ number: `${number}.${index + 1}`, text })),
});

/** The calendar of payments, with VAT. */
function calendarOf(payments: readonly Payment[]): PaperPart {
  const money = (digits: string) => pounds(BigInt(digits));
  const total = totalOf(payments);
  const said =
    payments.length === 0
      ? ["Nothing is invoiced, as far as is known when this agreement is made."]
      : payments.some(({ expected }) => expected)
        ? [
            "What is marked as expected follows from what the licensee expects and binds neither side; it falls due when what it depends on happens, and with the sum that then follows. VAT is as it stood when this offer was made.",
          ]
        : ["VAT is as it stood when this offer was made."];
  return {
    ...asPart({ title: "Calendar of payments", clauses: said, facts: [] }),
    table:
      payments.length === 0
        ? null
        : {
            head: ["Invoiced", "For", "Without VAT", "VAT", "With VAT", "In money"],
            rows: payments.map(({ on, due, what, expected, net, vat, gross, inMoney }) => [
              `${formatDate(on)}${expected ? ", expected" : ""}`,
              `${what}${due ? `; due ${formatDate(due)}` : ""}`,
              ...[net, vat, gross, inMoney].map(money),
            ]),
            total: ["Total", "", ...[total.net, total.vat, total.gross, total.inMoney].map(pounds)],
          },
  };
}

const notSigned: ContractPart = {
  title: "Signatures",
  clauses: ["Nobody has signed this yet."],
  facts: [],
};

/** A signature as the contract shows it, for whoever signs next. */
export const signatureOf = (signature: Evidence): PaperPart =>
  asPart({
    title: `Signed for the ${signature.side === "buyer" ? "licensee" : "licensor"}`,
    clauses: [],
    facts: [
      ["Signed by", signature.typedName],
      ["Authority", signature.authority],
      ["Authenticated by", signature.authenticatedBy],
      ["Signed at", instant.format(signature.signedAt)],
      ["Over the fingerprint", inGroups(signature.contractHash)],
    ],
  });

/** A contract of the first format has no words of its own: its terms are read one by one, as they were when it was signed. */
function wordsOfFirstFormat(contract: SignedContract): {
  agreement: ContractPart[];
  schedules: ContractPart[];
} {
  const { dataset, term } = contract;
  const terms = (title: string, of: Record<string, unknown>): ContractPart => ({
    title,
    clauses: [],
    facts: termsInWords(of).map(({ label, value }) => [label, value]),
  });
  return {
    agreement: [
      {
        title: "What is licensed",
        clauses: [],
        facts: [
          ["Dataset", `${dataset.title}, version ${dataset.version}`],
          ["Custodian", `${dataset.custodian}, mandate ${dataset.mandate}`],
          ["Purpose", contract.purpose],
          ["Public benefit", contract.publicBenefit],
          ["Named users", String(contract.users)],
          ["Where it is used", contract.environment],
          ["Territory", contract.territory],
          ...(contract.usedIn
            ? ([["Where the users sit", countryName(contract.usedIn)]] as [string, string][])
            : []),
          ["Terms of use", contract.useTerms.join("; ") || "none beyond the articles"],
          ["From", formatDate(term.from)],
          ["Up to and including", formatDate(addDays(civil(term.to), -1))],
        ],
      },
      ...contract.components.map(({ id, terms: of }) =>
        terms(id === serviceId ? "The service around the data" : modelOf(kindOf(of)).title, of),
      ),
      ...(contract.clauses.length === 0
        ? []
        : [
            {
              title: "What is agreed beside it",
              clauses: contract.clauses.map((clause) => clauseInWords(clause, contract.components)),
              facts: [],
            },
          ]),
      {
        title: "Invoices",
        clauses: [
          `Invoices are due ${counted(contract.dueDays, "day")} after issue. Terms are those of price list version ${contract.priceList.version}, in force from ${formatDate(contract.priceList.validFrom)}, as negotiated.`,
        ],
        facts: [],
      },
    ],
    schedules: [],
  };
}

const instant = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "long",
  timeStyle: "long",
  timeZone: "Europe/London",
});

/** Sixty-four characters in eights, so that they can be compared by eye. */
const inGroups = (hash: string) => hash.replace(/(.{8})(?=.)/g, "$1 ");
