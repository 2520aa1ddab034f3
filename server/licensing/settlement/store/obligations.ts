import { and, asc, eq, gt, isNull, or, sql } from "drizzle-orm";
import { z } from "zod";
import { allObligationStates } from "#db/enums.ts";
import type { licences } from "#db/schema/licences.ts";
import { obligations } from "#db/schema/obligations.ts";
import { partAsSystem } from "#server/access/as-system.ts";
import type { Obligation } from "#server/commercial-models/engine/plan.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import { type CivilDate, civil } from "#server/lib/dates.ts";
import { inJson } from "#server/lib/rows.ts";
import { type LastingObligation, onDay, openFor } from "../promises.ts";

type Licence = Pick<typeof licences.$inferSelect, "id" | "organisationId">;
type Row = typeof obligations.$inferSelect;
export type Promised = { licence: Licence; obligations: readonly LastingObligation[] };

/**
 * Keeps what is promised under these licences as rows: what is missing is added, what changed is changed, what the plan
 * no longer holds goes, and what is as before is not touched. One statement for however many licences. Done by the
 * service itself, whoever settles: nobody writes what they promised (decision 0025).
 */
export async function keepObligations(change: Change, promised: readonly Promised[]): Promise<void> {
  const ids = promised.map(({ licence }) => licence.id);
  const rows = promised.flatMap(rowsOf);
  // What is as before is left out by a look of its own: a conflict locks, and so writes, also the row that it then leaves.
  await partAsSystem(change, ({ tx }) =>
    tx.execute(sql`
      with wanted as (
        select * from json_to_recordset(${inJson(rows)}) as w (${columnTypes})
      ), gone as (
        delete from obligations o where o.licence_id = any (${sql.param(ids)}::uuid[])
          and not exists (select from wanted w where (w.licence_id, w.key) = (o.licence_id, o.key))
      )
      insert into obligations (${columns})
      select ${columns} from wanted w
      where not exists (select from obligations o where (o.licence_id, o.key) = (w.licence_id, w.key)
        and (${valuesOf("o")}) is not distinct from (${valuesOf("w")}))
      order by licence_id, key
      on conflict (licence_id, key) do update set (${values}) = row (${valuesOf("excluded")})`),
  );
}

const list = (names: readonly string[]) => sql.raw(names.map((name) => `"${name}"`).join(", "));
const valueTypes = {
  organisation_id: "uuid",
  component: "text",
  kind: "text",
  due: "date",
  description: "text",
  amount_pence: "bigint",
  state: "obligation_state",
  later: "jsonb",
  open: "boolean",
  open_until: "date",
};
const types = { licence_id: "uuid", key: "text", ...valueTypes };
const columns = list(Object.keys(types));
const values = list(Object.keys(valueTypes));
const columnTypes = sql.raw(
  Object.entries(types)
    .map(([name, type]) => `"${name}" ${type}`)
    .join(", "),
);
const valuesOf = (table: string) =>
  sql.raw(
    Object.keys(valueTypes)
      .map((name) => `${table}."${name}"`)
      .join(", "),
  );

/** Rows in the names of their columns. A key stands once in a plan; should two parts share one, the last is kept. */
const rowsOf = ({ licence, obligations }: Promised): Record<keyof typeof types, unknown>[] =>
  [...new Map(obligations.map((one) => [one.key, one])).values()].map((one) => {
    const { open, until } = openFor(one);
    return {
      licence_id: licence.id,
      organisation_id: licence.organisationId,
      key: one.key,
      component: one.component,
      kind: one.kind,
      due: one.due,
      description: one.description,
      amount_pence: one.amount ?? null,
      state: one.state,
      later: one.later,
      open,
      open_until: until,
    };
  });

const laterSchema = z.array(
  z.object({ from: z.string().transform(civil), state: z.enum(allObligationStates) }),
);

/** A row as the plan says it. */
export const asPromised = (row: Row): LastingObligation => ({
  key: row.key,
  component: row.component,
  kind: row.kind,
  due: row.due === null ? null : civil(row.due),
  description: row.description,
  state: row.state,
  ...(row.amountPence !== null && { amount: row.amountPence }),
  later: laterSchema.parse(row.later),
});

/** The rows that are open on a day, as `isOpen` says it of what they say of that day. */
export const openOn = (today: CivilDate) =>
  and(obligations.open, or(isNull(obligations.openUntil), gt(obligations.openUntil, today)));

/** The keys of which the rows of a licence say something else than its plan, or one of the two says nothing. */
export async function promisedDifferently(
  { tx }: Change | Reading,
  licence: Licence,
  promised: readonly LastingObligation[],
): Promise<string[]> {
  const { rows } = await tx.execute<{ key: string }>(sql`
    select coalesce(o.key, w.key) as key
    from json_to_recordset(${inJson(rowsOf({ licence, obligations: promised }))}) as w (${columnTypes})
    full join (select * from obligations where licence_id = ${licence.id}) o on o.key = w.key
    where (${valuesOf("o")}) is distinct from (${valuesOf("w")}) order by 1`);
  return rows.map(({ key }) => key);
}

/** What is promised under one licence, as it stands today. */
export async function obligationsOf(
  { tx, today }: Change | Reading,
  licenceId: string,
): Promise<Obligation[]> {
  const rows = await tx
    .select()
    .from(obligations)
    .where(eq(obligations.licenceId, licenceId))
    .orderBy(asc(obligations.due), asc(obligations.key));
  return rows.map((row) => onDay(asPromised(row), today));
}
