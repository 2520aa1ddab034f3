import { createHash } from "node:crypto";
import { z } from "zod";
import type { Kind } from "#server/commercial-models/index.ts";
import { canonical } from "#server/lib/canonical.ts";
import { serviceId } from "#server/quoting/service.ts";

const text = z.string();
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const digits = z.string().regex(/^-?\d+$/);

/** What both formats say, and all that is billed from. Money is whole pence. */
const agreed = {
  offer: text,
  version: z.number().int(),
  title: text,
  licensor: z.strictObject({ name: text, address: text, vatNumber: text }),
  licensee: z.strictObject({ name: text, address: text, country: text, vatNumber: text.nullable() }),
  dataset: z.strictObject({ slug: text, title: text, version: text, custodian: text, mandate: text }),
  purpose: text,
  publicBenefit: text,
  users: z.number().int(),
  environment: text,
  territory: text,
  /** The country where the users sit, where it is another than the licensee's: decides VAT (README §13.1). */
  usedIn: text.optional(),
  useTerms: z.array(text),
  term: z.strictObject({ from: day, to: day }),
  dueDays: z.number().int(),
  priceList: z.strictObject({ version: z.number().int(), validFrom: day }),
  /** Each one model with its own terms under its own natural-key name. */
  components: z.array(z.strictObject({ id: text, terms: z.record(z.string(), z.json()) })).min(1),
  /** Entitlements: discounts and other commercial clauses of the engine. */
  clauses: z.array(z.record(z.string(), z.json())),
  articles: z.array(z.strictObject({ id: text, version: z.number().int(), title: text, text })),
};

/** A part of the contract as it reads: numbered clauses, or names with their values. */
const part = z.strictObject({
  title: text,
  clauses: z.array(text),
  facts: z.array(z.tuple([text, text])),
});

/** One document that will be issued; expected when it depends on what happens. What a credit note gives back is below zero. */
const payment = z.strictObject({
  on: day,
  due: day.nullable(),
  what: text,
  net: digits,
  vat: digits,
  gross: digits,
  inMoney: digits,
  expected: z.boolean(),
});

/**
 * What is signed: a contract, not one model's numbers (server/decisions/0007). Stored as JSON and never changed. The
 * first format holds the terms alone, and their words follow from them; the second holds the words as well, so that what
 * was signed reads for ever as it read (server/decisions/0032).
 */
export const signedContractSchema = z.discriminatedUnion("format", [
  z.strictObject({ format: z.literal(1), ...agreed }),
  z.strictObject({
    format: z.literal(2),
    ...agreed,
    words: z.strictObject({ agreement: z.array(part), schedules: z.array(part) }),
    payments: z.array(payment),
  }),
]);

export type SignedContract = z.output<typeof signedContractSchema>;
export type WordedContract = Extract<SignedContract, { format: 2 }>;
export type ContractPart = z.output<typeof part>;
export type Payment = z.output<typeof payment>;

/** The kind of the model that a component's terms are of. */
export const kindOf = ({ kind }: SignedContract["components"][number]["terms"]): Kind => kind as Kind;

/** The models under which a contract licenses data, in order of its components; the service licenses none. */
export const kindsIn = ({ components }: Pick<SignedContract, "components">): Kind[] =>
  components.filter(({ id }) => id !== serviceId).map(({ terms }) => kindOf(terms));

/**
 * The fingerprint that both sides sign: SHA-256, in hexadecimal, of the contract as JSON in the form of
 * RFC 8785, so that anybody can calculate it again.
 */
export const contractHash = (contract: SignedContract): string =>
  createHash("sha256").update(canonical(contract), "utf8").digest("hex");
