import { createHash } from "node:crypto";
import { z } from "zod";
import type { Kind } from "#server/commercial-models/index.ts";
import { canonical } from "#server/lib/canonical.ts";
import { serviceId } from "#server/quoting/service.ts";

const text = z.string();
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/**
 * What is signed: a contract, not one model's numbers (server/decisions/0007). Stored as JSON and never changed;
 * money in it is whole pence. The first release offers one component; the shape is the list.
 */
export const signedContractSchema = z.strictObject({
  format: z.literal(1),
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
});

export type SignedContract = z.output<typeof signedContractSchema>;

/** The models under which a contract licenses data, in order of its components; the service licenses none. */
export const kindsIn = ({ components }: Pick<SignedContract, "components">): Kind[] =>
  components.filter(({ id }) => id !== serviceId).map(({ terms }) => terms.kind as Kind);

/**
 * The fingerprint that both sides sign: SHA-256, in hexadecimal, of the contract as JSON in the form of
 * RFC 8785, so that anybody can calculate it again.
 */
export const contractHash = (contract: SignedContract): string =>
  createHash("sha256").update(canonical(contract), "utf8").digest("hex");
