import { and, eq, inArray } from "drizzle-orm";
import { memberships, organisations, people } from "#db/schema/access.ts";
import { enquiryMessages } from "#db/schema/enquiries.ts";
import { partAsSystem } from "#server/access/as-system.ts";
import { sendMail } from "#server/jobs/mail.ts";
import type { Person } from "#server/lib/actor.ts";
import type { Change } from "#server/lib/change.ts";
import { addressOf } from "#server/lib/env.ts";

type Told = { id: string; reference: string; organisationId: string; dataset: string; custodian: string };

/**
 * Writes to the other side that something was written. What was written stays in the thread: mail is forwarded, printed
 * and shown on locked screens.
 */
export const notifyOtherSide = (change: Change & { actor: Person }, enquiry: Told, closed: boolean) =>
  partAsSystem(change, async (system) => {
    const { side, name, organisationName } = change.actor;
    const link = addressOf(`/enquiries/${enquiry.reference}`);
    const readers = side === "buyer" ? await answerers(system) : await askers(system, enquiry);
    const [subject, what] =
      side === "buyer"
        ? closed
          ? [
              `Enquiry ${enquiry.reference} is closed`,
              `${name} of ${organisationName} has closed an enquiry about ${enquiry.dataset}.`,
            ]
          : [
              `Enquiry ${enquiry.reference} waits for an answer`,
              `${name} of ${organisationName} has written about ${enquiry.dataset}.`,
            ]
        : [
            closed
              ? `Your enquiry ${enquiry.reference} is answered and closed`
              : `Your enquiry ${enquiry.reference} is answered`,
            `${name} has answered for ${enquiry.custodian} about ${enquiry.dataset}.`,
          ];
    for (const reader of readers)
      await sendMail(system, {
        to: reader.email,
        subject,
        body: [
          `Dear ${reader.name},`,
          what,
          closed ? "Read it, or open it again by writing:" : "Read it and answer here:",
          link,
          side === "buyer"
            ? "You get this because you answer enquiries."
            : "You get this because you wrote in this enquiry.",
        ].join("\n\n"),
      });
  });

const reader = { name: people.name, email: people.email };

/** Everybody at the NHS who may answer. */
const answerers = ({ tx }: Change) =>
  tx
    .selectDistinct(reader)
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
    .where(
      and(
        eq(organisations.side, "nhs"),
        inArray(memberships.role, ["catalogue_editor", "commercial_manager"]),
      ),
    )
    .orderBy(people.email);

/** Those who wrote for the buyer and still belong to it, who asked first of all. */
const askers = ({ tx }: Change, { id, organisationId }: Told) =>
  tx
    .selectDistinct(reader)
    .from(enquiryMessages)
    .innerJoin(
      memberships,
      and(eq(memberships.personId, enquiryMessages.authorId), eq(memberships.organisationId, organisationId)),
    )
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(and(eq(enquiryMessages.enquiryId, id), eq(enquiryMessages.side, "buyer")))
    .orderBy(people.email);
