import { sql } from "drizzle-orm";
import { bySql, type Check } from "./check.ts";
import { toldWith } from "./told.ts";

/** From every watched row to the change that last wrote it, and back: by the law of watching (migration 0027). */
export const rowChecks: readonly Check[] = [
  {
    name: "Every watched row says what it said when it was last written; none was added or taken away otherwise",
    // Counted and compared in one pass: hashing every row of the database is what takes the time.
    async run({ tx }) {
      const { rows } = await tx.execute<{ counted: string; problems: string[] }>(
        sql`select a.counted, a.problems from watched_tables w, rows_amiss(w.name) a
          union all select 0, array_agg(distinct table_name || ' was watched, and is no more') from changed_rows c
            where not exists (select from watched_tables w where w.name = c.table_name) having count(*) > 0`,
      );
      return {
        counted: rows.reduce((sum, { counted }) => sum + Number(counted), 0),
        problems: rows.flatMap(({ problems }) => problems),
      };
    },
  },
  bySql(
    "Every change carries its own hash and that of the one before it, over every row that it wrote",
    sql`select count(*) from changes`,
    sql`select 'change ' || c.id || ' of ' || c.chain from (
        select *, lag(hash, 1, '') over by_place as hash_before, lag(sequence, 1, 0::bigint) over by_place as place_before
        from changes window by_place as (partition by chain order by sequence)) c
      left join (select r.change_id, encode(sha256(convert_to(string_agg(
          concat_ws(E'\x1f', r.id, r.table_name, r.key, coalesce(r.sha256, 'gone')), E'\x1e' order by r.id), 'UTF8')), 'hex') as rows
        from changed_rows r group by 1) r on r.change_id = c.id
      where c.sequence is null or c.sequence <> c.place_before + 1 or c.previous_hash <> c.hash_before
        or c.hash is distinct from change_hash(c.previous_hash, c.chain, c.sequence, c.actor, c.at, c.events, c.as_found, r.rows)
      union all select r.table_name || ' ' || r.key || ' was written in no change' from changed_rows r
        where not exists (select from changes c where c.id = r.change_id)`,
  ),
  bySql(
    "What is told when it is written was told in the same change, and each event belongs to one change",
    sql`select count(*) from changes where not as_found`,
    sql`select w.table_name || ' was written in change ' || w.change_id || ' of ' || c.chain || ', and nothing of it was told'
        from (select distinct change_id, table_name from changed_rows) w
        join changes c on c.id = w.change_id and not c.as_found
        join jsonb_each(${JSON.stringify(toldWith)}::jsonb) asked on asked.key = w.table_name
        where not exists (select from events e where e.id = any (c.events) and asked.value ? e.type)
      union all select 'event ' || coalesce(e.id, t.id) || ' is named by ' || coalesce(t.times, 0) || ' changes' ||
          case when e.id is null then ', and is gone' else '' end
        from events e full join (select told.id, count(*) as times from changes c, unnest(c.events) told (id) group by 1) t on t.id = e.id
        where e.id is null or t.times is distinct from 1`,
  ),
  bySql(
    "Every role and price list stands as it was told last",
    sql`select (select count(*) from memberships) + (select count(*) from price_lists)`,
    sql`select t.subject || ' as ' || t.role ||
          case when m.role is null then ': given, and gone' else ': ended, and still there' end
        from (select distinct on (chain, subject, facts ->> 'role') chain, subject, facts ->> 'role' as role, type from events
          where type in ('role.granted', 'role.ended') order by chain, subject, facts ->> 'role', id desc) t
        left join (select p.email, m.role::text, case o.side when 'nhs' then 'nhs' else o.id::text end as chain from memberships m
          join people p on p.id = m.person_id join organisations o on o.id = m.organisation_id) m
          on (m.chain, m.email, m.role) = (t.chain, t.subject, t.role)
        where (t.type = 'role.granted') <> (m.role is not null)
      union all select e.subject || ': price list ' || (e.facts ->> 'version') || ' is gone or another' from events e
        where e.type = 'price_list.published' and not exists (select from price_lists l join datasets d on d.id = l.dataset_id
          where d.slug = e.subject and (l.version::text, l.valid_from::text, l.author_name) =
            (e.facts ->> 'version', e.facts ->> 'validFrom', e.facts ->> 'author'))`,
  ),
];
