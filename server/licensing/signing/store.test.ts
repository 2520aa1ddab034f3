import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { datasets } from "#db/schema/catalogue.ts";
import { documents, series } from "#db/schema/documents.ts";
import { licences } from "#db/schema/licences.ts";
import { offers } from "#db/schema/negotiation.ts";
import { signatures } from "#db/schema/signing.ts";
import { readInvoice } from "#server/billing/documents/store/invoices.ts";
import { walk } from "#server/demonstration/deals.ts";
import { system } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { aSubscription, marketplace } from "#server/testing/marketplace.ts";
import { statementsOf } from "#server/testing/statements.ts";
import { contractHash } from "../contract/contract.ts";
import { contractPaper } from "../contract/paper.ts";
import { readLicence } from "../lifecycle/store/licences.ts";
import { offerSchema } from "../negotiation/form.ts";
import { approveOffer } from "../negotiation/store/decisions.ts";
import { makeOffer, previewOffer } from "../negotiation/store/offers.ts";
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

  test.each([
    ["another's name", "Bob Dylan"],
    ["a part of it", "Anthony"],
    ["nearly it", "Anthony Whitfeld"],
  ])("%s is refused, saying whose name is expected; nothing is signed", async (_, name) => {
    await using market = await marketplace();
    const { offer } = await walk(market.on(market.today), market.cast, aSubscription, "approved");
    const { contractHash: hash } = await readOffer(market.as(market.people.anthony), offer!);
    await expect(
      signOffer(
        { ...market.as(market.people.anthony), authenticatedBy },
        { reference: offer!, contractHash: hash, name, authority: "on" },
      ),
    ).rejects.toMatchObject({
      code: "bad_input",
      field: "name",
      message:
        "You are signed in as Anthony Whitfield, so type that name to agree. Nobody signs in another name",
    });
    expect(await asReading(market.as(system), ({ tx }) => tx.$count(signatures))).toBe(0);
  });

  test("typed in capitals, with spaces, the name is kept as it stands on the account; role, giver and limits stand on the contract", async () => {
    await using market = await marketplace();
    const { anthony, helen } = market.people;
    const { offer } = await walk(market.on(market.today), market.cast, aSubscription, "approved");
    const { contractHash: hash } = await readOffer(market.as(anthony), offer!);
    const typed = { reference: offer!, contractHash: hash, authority: "on" as const };
    await signOffer({ ...market.as(anthony), authenticatedBy }, { ...typed, name: "  ANTHONY   whitfield " });
    await countersignOffer({ ...market.as(helen), authenticatedBy }, { ...typed, name: "helen marsh" });
    const read = await readOffer(market.as(anthony), offer!);
    const { signatures: signed } = contractPaper(read.contract, { hash, signatures: read.signatures });
    expect(read.signatures.map(({ side, typedName }) => [side, typedName]).sort()).toEqual([
      ["buyer", "Anthony Whitfield"],
      ["nhs", "Helen Marsh"],
    ]);
    const [buyer, nhs] = signed.map(({ facts }) => Object.fromEntries(facts));
    expect(buyer).toMatchObject({
      "Signed by": "Anthony Whitfield",
      Authority: expect.stringMatching(
        /^Signatory of Meridian Therapeutics, a role held since \d+ \w+ \d{4}, given when this marketplace was set up\.$/,
      ),
      "Authenticated by": authenticatedBy,
    });
    expect(nhs!.Authority).toMatch(
      /an approver up to £100,000\.00, finance as well above that, the board above £1,000,000\.00 .* This deal of £37,960\.00 was approved by Samuel Clarke \(approver\)\.$/,
    );
  });

  test("whose role ended since the page was opened does not sign, and the database below says the same", async () => {
    await using market = await marketplace();
    const { anthony, amara } = market.people;
    const { offer } = await walk(market.on(market.today), market.cast, aSubscription, "approved");
    const standing = await readOffer(market.as(anthony), offer!);
    // Amara signs for Astral; for Meridian nobody gave her a role.
    const stranger = {
      ...amara,
      organisationId: anthony.organisationId,
      organisationName: anthony.organisationName,
    };
    await expect(
      signOffer(
        { ...market.as(stranger), authenticatedBy },
        { reference: offer!, contractHash: standing.contractHash, name: amara.name, authority: "on" },
      ),
    ).rejects.toMatchObject({ code: "authority_missing" });
    const written = (personId: string, typedName: string) =>
      asOneChange(market.as(system), ({ tx, now }) =>
        tx.insert(signatures).values({
          offerId: standing.id,
          side: "buyer",
          organisationId: standing.organisationId,
          contractHash: standing.contractHash,
          personId,
          typedName,
          authority: "none",
          authenticatedBy: "none",
          signedAt: now,
        }),
      );
    await expect(written(amara.personId, amara.name)).rejects.toMatchObject({
      cause: { message: "who signs has a role on record to sign" },
    });
    await expect(written(anthony.personId, "Bob Dylan")).rejects.toMatchObject({
      cause: { message: "a signature is in the name of the account that signs" },
    });
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
    const input = offerSchema.parse({
      application,
      parameters,
      startsOn: market.today,
      months: 12,
      expiresOn: "2026-12-24",
    });
    return { market, input, make: () => makeOffer(market.as(market.people.james), input) };
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

  test("£37,960.00 offered at £35,000.00 is −7.8%, and both sides read the value, VAT and the first invoice before they sign", async () => {
    const { market, make } = await offer({ "tiers.standard": "35,000" });
    await using _ = market;
    const { reference } = await make();
    for (const person of [market.people.samuel, market.people.anthony]) {
      const read = await readOffer(market.as(person), reference);
      expect(read.changes).toEqual([
        {
          name: "Price a year of the tier “standard”",
          list: "£37,960.00",
          offered: "£35,000.00",
          by: "−7.8%",
        },
      ]);
      expect([read.standing.valuePence, read.total, read.first]).toMatchObject([
        3_500_000n,
        { net: 3_500_000n, vat: 700_000n, gross: 4_200_000n, inMoney: 4_200_000n },
        { on: market.today, gross: "4200000", expected: false },
      ]);
    }
  });

  test("an instalment that waits for a milestone without a long-stop is offered with the end of the term, as its contract says", async () => {
    await using market = await marketplace();
    const { offer } = await walk(
      market.on(market.today),
      market.cast,
      { ...aSubscription, kind: "one_off_fee", months: 12 },
      "offered",
    );
    const { contract, standing } = await readOffer(market.as(market.people.james), offer!);
    const { instalments } = contract.components[0]!.terms as { instalments: { longStop?: string }[] };
    expect(instalments.map(({ longStop }) => longStop)).toEqual([undefined, "2027-11-24", "2027-11-24"]);
    expect(standing.atListTerms).toBe(true);
    expect(JSON.stringify(contract)).toContain("what has not happened by 23 November 2027 lapses");
  });

  test("a preview says what the offer will say, and keeps nothing", async () => {
    const { market, make, input } = await offer({ "tiers.standard": "35,000" });
    await using _ = market;
    const { james } = market.people;
    const { payments, ...preview } = await previewOffer(market.as(james), input);
    expect(await asReading(market.as(system), ({ tx }) => tx.$count(offers))).toBe(0);
    const { reference } = await make();
    const read = await readOffer(market.as(james), reference);
    expect(payments).toEqual(read.payments);
    expect(preview).toEqual({
      valuePence: read.standing.valuePence,
      total: read.total,
      first: read.first,
      withService: read.withService,
      changes: read.changes,
      approvalsNeeded: ["approver"],
    });
  });

  test("a preview refuses what making the offer would, on the same field", async () => {
    const { market, input } = await offer({ "tiers.standard": "20,000" });
    await using _ = market;
    await expect(previewOffer(market.as(market.people.james), input)).rejects.toMatchObject({
      code: "terms_not_allowed",
      field: "parameters.tiers.standard",
    });
  });
});
