import { sql } from "drizzle-orm";
import { bySql, type Check } from "./check.ts";

/** Who stands on which side of everything that was agreed: by what people did in it, not by the roles they hold now. */
export const sidesChecks: readonly Check[] = [
  bySql(
    "Nobody stands on both sides of a deal, as applicant, author, approver or signatory",
    sql`select count(*) from offers`,
    sql`select o.reference || ': ' || p.name from offers o, people_of_deal(o.id) d join people p on p.id = d.person_id
      group by o.id, o.reference, p.id, p.name having count(distinct d.side) > 1`,
  ),
  bySql(
    "Nobody approved or countersigned what they wrote themselves, in any version of an offer",
    sql`select count(*) from offer_versions`,
    sql`select o.reference || ' version ' || v.version from offer_versions v join offers o on o.id = v.offer_id
      where exists (select from approvals a where a.offer_id = v.offer_id and a.version = v.version
          and a.person_id = v.author_id)
        or exists (select from signatures s where s.offer_id = v.offer_id and s.contract_hash = v.contract_hash
          and s.side = 'nhs' and s.person_id = v.author_id)`,
  ),
  bySql(
    "Nobody holds roles of the NHS and of a buyer, and every role is one of its organisation's side",
    sql`select count(*) from memberships`,
    sql`select p.name from people p join memberships m on m.person_id = p.id
        join organisations o on o.id = m.organisation_id group by p.id, p.name having count(distinct o.side) > 1
      union all select p.name || ' as ' || m.role from memberships m join people p on p.id = m.person_id
        join organisations o on o.id = m.organisation_id
        where (m.role in ('member', 'signatory', 'buyer_finance')) <> (o.side = 'buyer')`,
  ),
];
