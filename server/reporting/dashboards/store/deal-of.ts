import { sql } from "drizzle-orm";
import type { Reading } from "#server/lib/change.ts";

/** All that belongs together: the references by which events name it, and the organisation where it is that as a whole. */
export type Deal = { subjects: string[]; organisationId: string | null };

/**
 * The deal that a reference belongs to, whichever of its papers was named: quote, application, questions about the dataset,
 * offers, licence, documents and the receipts allocated to them. An organisation's name leads to all that concerns it.
 * Anything else stands for itself.
 */
export async function dealOf({ tx }: Reading, about: string): Promise<Deal> {
  const { rows: organisations } = await tx.execute<{ id: string; name: string }>(
    sql`select id, name from organisations where lower(name) = lower(${about})`,
  );
  if (organisations[0]) return { subjects: [organisations[0].name], organisationId: organisations[0].id };
  const { rows } = await tx.execute<{ subject: string }>(sql`
    with named as (
      select application_id from offers where reference = ${about}
      union select o.application_id from licences l join offers o on o.id = l.offer_id
        where l.reference = ${about}
          or l.id in (select licence_id from documents where number = ${about})
          or l.id in (select licence_id from statements where reference = ${about})
          or l.id in (select d.licence_id from receipts r join allocations a on a.receipt_id = r.id
            join documents d on d.id = a.document_id where r.reference = ${about})
      union select id from applications where reference = ${about} or quote_reference = ${about}
    ), asked as (select a.* from applications a join named on named.application_id = a.id),
    offered as (select o.id, o.reference from offers o join asked on asked.id = o.application_id),
    licensed as (select l.id, l.reference from licences l join offered on offered.id = l.offer_id),
    billed as (select d.id, d.number from documents d join licensed on licensed.id = d.licence_id)
    select reference as subject from asked
    union select quote_reference from asked where quote_reference is not null
    union select e.reference from enquiries e
      join asked on (asked.dataset_id, asked.organisation_id) = (e.dataset_id, e.organisation_id)
    union select reference from offered
    union select reference from licensed
    union select number from billed
    union select unnest(array[r.reference, r.reference || ' to ' || billed.number]) from receipts r
      join allocations a on a.receipt_id = r.id join billed on billed.id = a.document_id`);
  const subjects = rows.map(({ subject }) => subject);
  return { subjects: subjects.length > 0 ? subjects : [about], organisationId: null };
}
