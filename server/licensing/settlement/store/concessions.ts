import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { documentLines, documents } from "#db/schema/documents.ts";
import { licences } from "#db/schema/licences.ts";
import { decide, propose } from "#server/access/store/proposals.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asReading, type Change, type Reading } from "#server/lib/change.ts";
import { parsePounds, pounds } from "#server/lib/money.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import type { concedeSchema } from "../concessions-form.ts";
import { addFact, findLicenceRow, inTurn } from "./facts.ts";
import { settleLicence } from "./settling.ts";

/**
 * Finance proposes a credit, whole or part. It becomes a fact about the charge, not a document made by hand:
 * otherwise the next run would bill the same again (server/decisions/0006).
 */
export const concede = async (ask: Ask & { actor: Person }, input: z.output<typeof concedeSchema>) => {
  const { line, charged } = await asReading(ask, async (reading) => {
    const [found] = await reading.tx
      .select({
        key: documentLines.key,
        component: documentLines.component,
        netPence: documentLines.netPence,
        organisationId: documents.organisationId,
        licence: licences.reference,
        type: documents.type,
        licenceId: documentLines.licenceId,
      })
      .from(documentLines)
      .innerJoin(documents, eq(documents.id, documentLines.documentId))
      .innerJoin(licences, eq(licences.id, documents.licenceId))
      .where(and(eq(documents.number, input.document), eq(documentLines.key, input.key)));
    if (!found) throw notFound();
    return { line: found, charged: await leftOf(reading, found.licenceId, found.key) };
  });
  if (line.type === "credit_note")
    throw new Refusal("cannot_do_that_now", "A credit note cannot be credited");
  const net = input.net.trim() === "" ? charged : parsePounds(input.net)!;
  if (net > charged || net === 0n) throw tooMuch(charged, "net");
  return propose(ask, {
    kind: "credit_note",
    subject: input.document,
    organisationId: line.organisationId,
    body: { licence: line.licence, component: line.component, key: line.key, net: String(net) },
    reason: input.reason,
  });
};

/**
 * A second finance officer decides; approved, the credit note is issued in the same transaction. What was proposed is
 * held again against what is left, under the lock of the licence: others may have given some of it back since.
 */
export const decideConcession = (
  ask: Ask & { actor: Person },
  { id, approve }: { id: string; approve: boolean },
) =>
  decide(ask, { id, approve, kind: "credit_note" }, async (change, proposal) => {
    const body = z.object({ licence: z.string(), key: z.string(), net: z.string() }).parse(proposal.body);
    const licence = await findLicenceRow(change, body.licence);
    await inTurn(change, licence);
    await lockLicence(change, licence.id);
    const left = await leftOf(change, licence.id, body.key);
    if (BigInt(body.net) > left) throw tooMuch(left);
    await addFact(change, licence, {
      licence: body.licence,
      fact: "conceded",
      id: `conceded ${proposal.id}`,
      on: change.today,
      body: { key: body.key, net: body.net, reason: proposal.reason },
      evidence: `Proposed by ${proposal.proposedByName}`,
      retracted: false,
    });
    return settleLicence(change, licence.id);
  });

/** What of a charge stands: billed, less what was credited. */
async function leftOf({ tx }: Change | Reading, licenceId: string, key: string): Promise<bigint> {
  const [charge] = await tx
    .select({
      net: sql<string>`coalesce(sum(case ${documents.type} when 'credit_note' then -${documentLines.netPence}
        else ${documentLines.netPence} end), 0)`,
    })
    .from(documentLines)
    .innerJoin(documents, eq(documents.id, documentLines.documentId))
    .where(and(eq(documentLines.licenceId, licenceId), eq(documentLines.key, key)));
  return BigInt(charge!.net);
}

const tooMuch = (left: bigint, field?: string) =>
  new Refusal("sum_does_not_fit", `Only ${pounds(left)} net is left to credit on this line`, field);

const lockLicence = ({ tx }: Change, id: string) =>
  tx.select({ id: licences.id }).from(licences).where(eq(licences.id, id)).for("update");
