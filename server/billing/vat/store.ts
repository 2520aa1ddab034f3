import { and, asc, desc, eq, gt, sql } from "drizzle-orm";
import type { z } from "zod";
import type { VatEvidenceKind } from "#db/enums.ts";
import { organisations } from "#db/schema/access.ts";
import { documents } from "#db/schema/documents.ts";
import { licences } from "#db/schema/licences.ts";
import { vatEvidence } from "#db/schema/vat.ts";
import { partAsSystem } from "#server/access/as-system.ts";
import { once } from "#server/access/store/once.ts";
import type { BusinessEvent } from "#server/audit/events.ts";
import { record } from "#server/audit/store.ts";
import { enqueue } from "#server/jobs/queue.ts";
import { actorName, type Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading, type Change, type Reading } from "#server/lib/change.ts";
import { countryName, isUkForVat } from "#server/lib/countries.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import { tell } from "#server/notices/store/tell.ts";
import type { EvidenceInput, statedNumberSchema, vatCustomersSchema } from "./form.ts";
import { checkVatNumber } from "./number.ts";
import { proofs } from "./words.ts";

type Asking = Ask & { actor: Person };
type Customer = typeof organisations.$inferSelect;
type Recorded = Omit<
  typeof vatEvidence.$inferInsert,
  "organisationId" | "recordedByName" | "recordedOn" | "recordedAt"
>;

const pageSize = 100;

/** Customers by name, a page at a time, with the evidence that stands and a number that waits to be looked at. */
export const listVatCustomers = (ask: Ask, { after }: z.output<typeof vatCustomersSchema>) =>
  asReading(ask, async ({ tx }) => {
    const rows = await tx
      .select({
        id: organisations.id,
        name: organisations.name,
        country: organisations.country,
        vatNumber: organisations.vatNumber,
        businessFrom: organisations.businessFrom,
        sameRegistrationFrom: organisations.sameRegistrationFrom,
        latest: sql<{
          kind: VatEvidenceKind;
          on: string;
          by: string;
        } | null>`(select json_build_object('kind', e.kind,
          'on', e.recorded_on, 'by', e.recorded_by_name) from vat_evidence e where e.organisation_id = organisations.id
          and e.proves is not null order by e.recorded_at desc limit 1)`,
        stated: waitingNumber,
      })
      .from(organisations)
      .where(and(eq(organisations.side, "buyer"), gt(organisations.name, after)))
      .orderBy(asc(organisations.name))
      .limit(pageSize + 1);
    return { customers: rows.slice(0, pageSize), more: rows.length > pageSize };
  });

/** The number that a customer stated after the last decision; null when nothing waits. */
const waitingNumber = sql<
  string | null
>`(select case when e.proves is null then e.number end from vat_evidence e
  where e.organisation_id = organisations.id order by e.recorded_at desc limit 1)`;

/** Customers that stated a VAT number nobody looked at, the longest waiting first. */
export const numbersToCheck = (ask: Ask) =>
  asReading(ask, ({ tx }) =>
    tx
      .select({
        id: organisations.id,
        name: organisations.name,
        number: vatEvidence.number,
        on: vatEvidence.recordedOn,
      })
      .from(vatEvidence)
      .innerJoin(organisations, eq(organisations.id, vatEvidence.organisationId))
      .where(
        sql`${vatEvidence.proves} is null and not exists (select from vat_evidence later
          where later.organisation_id = ${vatEvidence.organisationId} and later.recorded_at > ${vatEvidence.recordedAt})`,
      )
      .orderBy(asc(vatEvidence.recordedAt))
      .limit(pageSize),
  );

/** One customer, everything that was seen of it, the latest first, and the VAT that its invoices charge after credits. */
export const readVat = (ask: Ask, organisationId: string) =>
  asReading(ask, async (reading) => {
    const [customer] = await reading.tx
      .select()
      .from(organisations)
      .where(and(eq(organisations.id, organisationId), eq(organisations.side, "buyer")));
    if (!customer) throw notFound();
    const evidence = await reading.tx
      .select()
      .from(vatEvidence)
      .where(eq(vatEvidence.organisationId, organisationId))
      .orderBy(desc(vatEvidence.recordedAt));
    return { customer, evidence, chargedPence: await vatCharged(reading, organisationId) };
  });

async function vatCharged({ tx }: Reading, organisationId: string): Promise<bigint> {
  const [sum] = await tx
    .select({
      pence: sql<string>`coalesce(sum(case when ${documents.type} = 'credit_note' then -${documents.vatPence}
        else ${documents.vatPence} end), 0)::text`,
    })
    .from(documents)
    .where(eq(documents.organisationId, organisationId));
  return BigInt(sum!.pence);
}

/**
 * Records what a finance officer saw of a customer and what it shows. From then on VAT is decided by it, and what was
 * billed otherwise is credited and billed again on the day: every licence of the customer is settled by a job of this
 * change (design, commercial-models section 4.0). Refuses, by field, a number that cannot be one, and what cannot be
 * shown of a customer in its country.
 */
export const recordEvidence = (ask: Asking, input: EvidenceInput) =>
  asOneChange(ask, (change) =>
    once(change, input, async () => {
      const customer = await lockCustomer(change, input.organisationId);
      const holdsFrom = decided(change, customer, input);
      const checked = input.number ? numberOf(input.number, customer) : null;
      if (input.kind === "vat_number" && !checked)
        throw new Refusal("bad_input", "Enter the number that was asked for", "number");
      await settleAgain(change, customer.id);
      const { kind, seen, proves } = input;
      await write(change, customer, {
        kind,
        number: checked?.number,
        numberCheck: checked?.check,
        seen,
        proves,
        holdsFrom,
        recordedBy: ask.actor.personId,
        event: {
          type: "vat_evidence.recorded",
          facts: { kind, number: checked?.number ?? "", proves, holdsFrom: holdsFrom ?? "", seen },
        },
      });
      await change.tx
        .update(organisations)
        .set({
          businessFrom: input.proves === "business_abroad" ? holdsFrom : null,
          sameRegistrationFrom: input.proves === "same_registration" ? holdsFrom : null,
          ...(checked && { vatNumber: checked.number }),
        })
        .where(eq(organisations.id, customer.id));
      await tell(change, {
        kind: "vat_decided",
        thing: `${customer.id} ${change.now.toISOString()}`,
        organisationId: customer.id,
        facts: {
          organisation: customer.name,
          title: proofs[input.proves],
          on: holdsFrom ?? change.today,
        },
      });
      return undefined;
    }),
  );

/** The VAT number that a customer states about itself: it stands in the list of finance, and decides nothing by itself. */
export const stateNumber = (ask: Asking, input: z.output<typeof statedNumberSchema>) =>
  asOneChange(ask, (change) =>
    once(change, input, async () => {
      const customer = await partAsSystem(change, (asService) =>
        lockCustomer(asService, ask.actor.organisationId),
      );
      const { number, check } = numberOf(input.number, customer);
      await write(change, customer, {
        kind: "stated",
        number,
        numberCheck: check,
        recordedBy: ask.actor.personId,
        event: { type: "vat_number.stated", facts: { number } },
      });
      await tell(change, {
        kind: "vat_number_stated",
        thing: `${customer.id} ${change.now.toISOString()}`,
        organisationId: null,
        facts: {
          reference: customer.id,
          organisation: customer.name,
          by: ask.actor.name,
          document: number,
        },
      });
      return undefined;
    }),
  );

async function lockCustomer({ tx }: Change, id: string): Promise<Customer> {
  const [customer] = await tx
    .select()
    .from(organisations)
    .where(and(eq(organisations.id, id), eq(organisations.side, "buyer")))
    .for("no key update");
  if (!customer) throw notFound();
  return customer;
}

function numberOf(typed: string, { country }: Customer) {
  const checked = checkVatNumber(typed, country);
  if ("wrong" in checked) throw new Refusal("bad_input", checked.wrong, "number");
  return checked;
}

/** The day from which it decides VAT; null where it shows neither. */
function decided({ today }: Change, { name, country }: Customer, { proves, holdsFrom }: EvidenceInput) {
  if (proves === "neither") return null;
  if (proves === "business_abroad" && isUkForVat(country))
    throw new Refusal(
      "bad_input",
      `${name} belongs in ${countryName(country)}, which is the UK for VAT`,
      "proves",
    );
  if (proves === "same_registration" && !isUkForVat(country))
    throw new Refusal(
      "bad_input",
      `${name} belongs in ${countryName(country)}: only a body of the UK is in the registration of the NHS`,
      "proves",
    );
  if (holdsFrom === "") throw new Refusal("bad_input", "Enter the day from which it is shown", "holdsFrom");
  if (holdsFrom > today)
    throw new Refusal(
      "bad_input",
      "Enter today or a day before: what was seen was there by then",
      "holdsFrom",
    );
  return holdsFrom;
}

async function write(
  change: Change,
  customer: Customer,
  { event, ...evidence }: Recorded & { event: BusinessEvent },
) {
  await change.tx.insert(vatEvidence).values({
    ...evidence,
    organisationId: customer.id,
    recordedByName: actorName(change.actor),
    recordedOn: change.today,
    recordedAt: change.now,
  });
  await record(change, customer.name, event, customer.id);
}

/**
 * Every licence of the customer is due today, and settled as soon as the worker comes to it. Locked in the order in which
 * settling locks them, and before the chain of the customer, as it does.
 */
async function settleAgain(change: Change, organisationId: string) {
  const own = eq(licences.organisationId, organisationId);
  const due = await change.tx
    .select({ id: licences.id })
    .from(licences)
    .where(own)
    .orderBy(asc(licences.reference))
    .for("update");
  await change.tx
    .update(licences)
    .set({ nextStopOn: sql`least(${licences.nextStopOn}, ${change.today}::date)` })
    .where(own);
  for (const { id } of due) await enqueue(change, "licence.settle", { licenceId: id }, id);
}
