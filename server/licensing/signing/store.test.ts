import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { datasets } from "#db/schema/catalogue.ts";
import { documents, series } from "#db/schema/documents.ts";
import { licences } from "#db/schema/licences.ts";
import { signatures } from "#db/schema/signing.ts";
import { readInvoice } from "#server/billing/documents/store/invoices.ts";
import { walk } from "#server/demonstration/deals.ts";
import { system } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { aSubscription, marketplace } from "#server/testing/marketplace.ts";
import { statementsOf } from "#server/testing/statements.ts";
import { contractHash } from "../contract/contract.ts";
import { readLicence } from "../lifecycle/store/licences.ts";
import { offerSchema } from "../negotiation/form.ts";
import { approveOffer } from "../negotiation/store/decisions.ts";
import { makeOffer } from "../negotiation/store/offers.ts";
import { readOffer } from "../negotiation/store/pages.ts";
import { countersignOffer, signOffer } from "./store.ts";

const authenticatedBy = "password";

describe("signing", () => {
  test("two signatories at the same moment: one signature, the other is told in words", async () => {
    await using market = await marketplace();
    const cast = { ...market.cast, member: market.people.leo, signatory: market.people.amara };
    const { offer } = await walk(market.on(market.today), cast, aSubscription, "approved");
    const { contractHash: hash } = await readOffer(market.as(market.people.amara), offer!);
    const sign = (person: typeof market.people.leo) =>
      signOffer(
        { ...market.as(person), authenticatedBy },
        { reference: offer!, contractHash: hash, name: person.name, authority: "on" },
      );
    const outcomes = await Promise.allSettled([sign(market.people.leo), sign(market.people.amara)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(
      String((outcomes.find(({ status }) => status === "rejected") as PromiseRejectedResult).reason.message),
    ).toMatch(/same moment|cannot sign/);
    expect(await asReading(market.as(system), ({ tx }) => tx.$count(signatures))).toBe(1);
  });

  test("two countersignatures at once: one licence, one invoice of £37,960.00 + £7,592.00 = £45,552.00, and its postings", async () => {
    await using market = await marketplace();
    const { offer } = await walk(market.on(market.today), market.cast, aSubscription, "part_signed");
    const { contractHash: hash } = await readOffer(market.as(market.people.helen), offer!);
    const sign = () =>
      countersignOffer(
        { ...market.as(market.people.helen), authenticatedBy },
        { reference: offer!, contractHash: hash, name: "Helen Marsh", authority: "on" },
      );
    const outcomes = await Promise.allSettled([sign(), sign()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const counted = await asReading(market.as(system), async ({ tx }) => ({
      licences: await tx.$count(licences),
      documents: await tx.$count(documents),
    }));
    expect(counted).toEqual({ licences: 1, documents: 1 });
    const invoice = await readInvoice(market.as(market.people.priya), "INV-000001");
    expect([invoice.netPence, invoice.vatPence, invoice.grossPence]).toEqual([
      3_796_000n,
      759_200n,
      4_555_200n,
    ]);
    const { rows } = await asReading(market.as(system), ({ tx }) =>
      tx.execute<{ debit: string; credit: string; amount: string }>(
        sql`select t.debit, t.credit, t.amount_pence::text as amount from transfers t join postings p on p.id = t.posting_id where p.key = 'INV-000001' order by t.amount_pence desc`,
      ),
    );
    expect(rows).toEqual([
      { debit: "1100", credit: "2100", amount: "3796000" },
      { debit: "1100", credit: "2200", amount: "759200" },
    ]);
  });

  test("a countersignature reads the version that it puts in force once, and the dataset once", async () => {
    await using market = await marketplace();
    const { offer } = await walk(market.on(market.today), market.cast, aSubscription, "part_signed");
    const { contractHash: hash } = await readOffer(market.as(market.people.helen), offer!);
    const sent = await statementsOf(market.db, () =>
      countersignOffer(
        { ...market.as(market.people.helen), authenticatedBy },
        { reference: offer!, contractHash: hash, name: "Helen Marsh", authority: "on" },
      ),
    );
    const reading = (table: string) =>
      sent.filter((text) => text.startsWith("select") && text.includes(`"${table}"`));
    expect(reading("offer_versions")).toHaveLength(1);
    expect(reading("offers")).toHaveLength(1);
    expect(reading("datasets")).toHaveLength(1);
    expect(sent.filter((text) => text.includes(`insert into "licences"`))).toHaveLength(1);
  });

  test.each([
    ["was retired", { retiredOn: "2026-11-24", retiredReason: "Its custodian took it back." }],
    ["lost the use terms that allowed it", { limitations: ["not_for_profit"], requirements: [] }],
  ])("a dataset that %s since the offer was made is not countersigned", async (_, change) => {
    await using market = await marketplace();
    const { offer } = await walk(market.on(market.today), market.cast, aSubscription, "part_signed");
    const { contractHash: hash } = await readOffer(market.as(market.people.helen), offer!);
    await asOneChange(market.as(system), ({ tx }) =>
      tx.update(datasets).set(change).where(eq(datasets.slug, aSubscription.dataset)),
    );
    await expect(
      countersignOffer(
        { ...market.as(market.people.helen), authenticatedBy },
        { reference: offer!, contractHash: hash, name: "Helen Marsh", authority: "on" },
      ),
    ).rejects.toMatchObject({ code: "not_licensable" });
    expect(await asReading(market.as(system), ({ tx }) => tx.$count(licences))).toBe(0);
  });

  test("what is billed is what was signed: the licence's contract has the fingerprint that both sides signed", async () => {
    await using market = await marketplace();
    const { licence } = await walk(market.on(market.today), market.cast, aSubscription);
    const read = await readLicence(market.as(market.people.priya), licence!);
    expect(contractHash(read.contract)).toBe(read.contractHash);
    expect(read.signatures.map(({ side, contractHash: hash }) => [side, hash])).toEqual(
      expect.arrayContaining([
        ["buyer", read.contractHash],
        ["nhs", read.contractHash],
      ]),
    );
  });

  test("nobody signs words that changed since they were read", async () => {
    await using market = await marketplace();
    const { offer } = await walk(market.on(market.today), market.cast, aSubscription, "approved");
    const old = "0".repeat(64);
    await expect(
      signOffer(
        { ...market.as(market.people.anthony), authenticatedBy },
        { reference: offer!, contractHash: old, name: "Anthony Whitfield", authority: "on" },
      ),
    ).rejects.toThrow("The contract changed since you read it");
  });

  test("author, approver and NHS signatory are three people, in the store and in the database below it", async () => {
    await using market = await marketplace();
    const { offer } = await walk(market.on(market.today), market.cast, aSubscription, "offered");
    const { contractHash: hash } = await readOffer(market.as(market.people.james), offer!);
    await expect(
      approveOffer(market.as(market.people.james), {
        reference: offer!,
        contractHash: hash,
        as: "approver",
        evidence: "",
      }),
    ).rejects.toThrow("somebody else has to approve it");
    const { offer: signed } = await walk(
      market.on(market.today),
      market.cast,
      { ...aSubscription, title: "A second deal" },
      "part_signed",
    );
    const standing = await readOffer(market.as(market.people.samuel), signed!);
    await expect(
      countersignOffer(
        { ...market.as(market.people.samuel), authenticatedBy },
        { reference: signed!, contractHash: standing.contractHash, name: "Samuel Clarke", authority: "on" },
      ),
    ).rejects.toThrow("another signatory has to sign it");
    await expect(
      asOneChange(market.as(market.people.samuel), ({ tx }) =>
        tx.insert(signatures).values({
          offerId: standing.id,
          side: "nhs",
          organisationId: standing.organisationId,
          contractHash: standing.contractHash,
          personId: market.people.samuel.personId,
          typedName: "Samuel",
          authority: "none",
          authenticatedBy: "none",
          signedAt: new Date(),
        }),
      ),
    ).rejects.toMatchObject({
      cause: { message: "author, approver and NHS signatory are three people" },
    });
  });

  test("a licence cannot be put in force by writing its row: the database asks for both signatures", async () => {
    await using market = await marketplace();
    const { offer } = await walk(market.on(market.today), market.cast, aSubscription, "approved");
    const standing = await readOffer(market.as(market.people.helen), offer!);
    const { rows } = await asReading(market.as(system), ({ tx }) =>
      tx.execute<{ id: string }>(sql`select id from datasets where slug = 'hes-apc'`),
    );
    const insert = asOneChange(market.as(market.people.helen), ({ tx }) =>
      tx.insert(licences).values({
        reference: "HDL-0000-0001",
        offerId: standing.id,
        organisationId: standing.organisationId,
        datasetId: rows[0]!.id,
        kind: "subscription",
        title: "x",
        contract: standing.contract,
        contractHash: standing.contractHash,
        valuePence: 1n,
        startsOn: "2026-11-24",
        endsOn: "2027-11-24",
        status: "in_force",
        inForceAt: new Date(),
      }),
    );
    await expect(insert).rejects.toMatchObject({ cause: { message: "a licence is signed by both sides" } });
  });

  test("a number is never taken for no document: the counter cannot be moved by hand", async () => {
    await using market = await marketplace();
    const move = asOneChange(market.as(system), ({ tx }) =>
      tx.update(series).set({ last: 1 }).where(eq(series.name, "INV")),
    );
    // Told at commit, by the driver or as the cause of what wraps it.
    await expect(move).rejects.toSatisfy((error: Error & { cause?: Error }) =>
      /numbers 1 to 1 of series INV were taken for no document/.test(
        `${error.message} ${error.cause?.message ?? ""}`,
      ),
    );
  });
});

describe("offers", () => {
  const offer = async (parameters: Record<string, string>) => {
    const market = await marketplace();
    const { application } = await walk(market.on(market.today), market.cast, aSubscription, "applied");
    return {
      market,
      make: () =>
        makeOffer(
          market.as(market.people.james),
          offerSchema.parse({
            application,
            parameters,
            startsOn: market.today,
            months: 12,
            expiresOn: "2026-12-24",
          }),
        ),
    };
  };

  test("a price below the limit of the list is refused, naming the parameter and what is allowed", async () => {
    const { market, make } = await offer({ "tiers.standard": "20,000" });
    await using _ = market;
    await expect(make()).rejects.toMatchObject({
      code: "terms_not_allowed",
      field: "parameters.tiers.standard",
      message: "The price list allows £30,368.00 to £56,940.00",
    });
  });

  test("a price within the limits is offered, and says that it is not at list terms", async () => {
    const { market, make } = await offer({ "tiers.standard": "40,000" });
    await using _ = market;
    const { reference } = await make();
    const { standing } = await readOffer(market.as(market.people.james), reference);
    expect([standing.atListTerms, standing.valuePence]).toEqual([false, 4_000_000n]);
  });
});
