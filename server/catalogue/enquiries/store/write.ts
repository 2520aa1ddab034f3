import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { custodians, datasets } from "#db/schema/catalogue.ts";
import { enquiries, enquiryMessages } from "#db/schema/enquiries.ts";
import { countTry } from "#server/access/store/rate-limit.ts";
import { nextReference } from "#server/audit/reference-store.ts";
import { record } from "#server/audit/store.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, type Change } from "#server/lib/change.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import type { NewEnquiry, NewMessage } from "../forms.ts";
import { notifyOtherSide } from "./notify.ts";

type Asking = Ask & { actor: Person };

const limit = { limit: 30, minutes: 60 };

/**
 * Asks the custodian of a dataset, before anybody applies. The same form sent twice is one enquiry, and answers its
 * reference both times.
 */
export async function askCustodian(
  ask: Asking,
  { slug, subject, body, key }: NewEnquiry,
): Promise<{ reference: string }> {
  const { actor } = ask;
  await countTry(ask, `enquiry ${actor.personId}`, limit);
  return asOneChange(ask, async (change) => {
    const [set] = await change.tx
      .select({ id: datasets.id, title: datasets.title, custodian: custodians.name })
      .from(datasets)
      .innerJoin(custodians, eq(custodians.id, datasets.custodianId))
      .where(eq(datasets.slug, slug));
    if (!set) throw new Refusal("not_found", "We cannot find that dataset");
    const id = sameEveryTime(actor, key, slug, subject, body);
    const reference = await nextReference(change, "ENQ");
    const [opened] = await change.tx
      .insert(enquiries)
      .values({
        id,
        reference,
        datasetId: set.id,
        organisationId: actor.organisationId,
        subject,
        status: "waiting",
        openedBy: actor.personId,
        openedByName: actor.name,
        openedAt: change.now,
        lastAt: change.now,
      })
      .onConflictDoNothing({ target: enquiries.id })
      .returning({ reference: enquiries.reference });
    if (!opened) {
      const [before] = await change.tx
        .select({ reference: enquiries.reference })
        .from(enquiries)
        .where(eq(enquiries.id, id));
      return before!;
    }
    await change.tx.insert(enquiryMessages).values({
      id: sameEveryTime(actor, key, reference, body),
      enquiryId: id,
      organisationId: actor.organisationId,
      side: "buyer",
      authorId: actor.personId,
      authorName: actor.name,
      body,
      at: change.now,
    });
    await record(
      change,
      reference,
      { type: "enquiry.opened", facts: { dataset: slug, subject } },
      actor.organisationId,
    );
    await notifyOtherSide(
      { ...change, actor },
      {
        id,
        reference,
        organisationId: actor.organisationId,
        dataset: set.title,
        custodian: set.custodian,
      },
      false,
    );
    return opened;
  });
}

/**
 * Writes the next message of an enquiry: it then waits for the other side, or is closed by it. Writing opens a closed
 * one again. The same form sent twice is one message.
 */
export async function writeMessage(ask: Asking, { reference, body, key, close }: NewMessage) {
  const { actor } = ask;
  await countTry(ask, `enquiry ${actor.personId}`, limit);
  await asOneChange(ask, async (change) => {
    const found = await lockEnquiry(change, reference);
    const closes = close === "yes";
    // Two in the same instant, or on clocks that differ, still stand one after the other.
    const at = new Date(Math.max(change.now.getTime(), found.lastAt.getTime() + 1));
    const [written] = await change.tx
      .insert(enquiryMessages)
      .values({
        id: sameEveryTime(actor, key, reference, body, close),
        enquiryId: found.id,
        organisationId: found.organisationId,
        side: actor.side,
        authorId: actor.personId,
        authorName: actor.name,
        body,
        at,
      })
      .onConflictDoNothing({ target: enquiryMessages.id })
      .returning({ id: enquiryMessages.id });
    if (!written) return;
    await change.tx
      .update(enquiries)
      .set({
        status: closes ? "closed" : actor.side === "buyer" ? "waiting" : "answered",
        lastAt: at,
      })
      .where(eq(enquiries.id, found.id));
    await record(
      change,
      reference,
      { type: closes ? "enquiry.closed" : "enquiry.answered", facts: { by: actor.side } },
      found.organisationId,
    );
    await notifyOtherSide({ ...change, actor }, found, closes);
  });
}

/** The enquiry, with nobody else writing in it meanwhile; `not_found` for another organisation's. */
async function lockEnquiry({ tx }: Change, reference: string) {
  const [row] = await tx.select().from(enquiries).where(eq(enquiries.reference, reference)).for("update");
  if (!row) throw notFound();
  const [set] = await tx
    .select({ dataset: datasets.title, custodian: custodians.name })
    .from(datasets)
    .innerJoin(custodians, eq(custodians.id, datasets.custodianId))
    .where(eq(datasets.id, row.datasetId));
  return { ...row, ...set! };
}

/** An identity that the same person, form and words give again, and nobody else can. */
function sameEveryTime({ personId, organisationId }: Person, ...parts: readonly string[]): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([organisationId, personId, ...parts]))
    .digest("hex");
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
