import { createHash } from "node:crypto";
import { and, asc, desc, eq } from "drizzle-orm";
import { facts, licences } from "#db/schema/licences.ts";
import { statements } from "#db/schema/statements.ts";
import { nextReference } from "#server/audit/reference-store.ts";
import { record } from "#server/audit/store.ts";
import { documentsOf } from "#server/billing/documents/store/issued.ts";
import { type Contract, parseFact, planLicence } from "#server/commercial-models/engine/contract.ts";
import { settle } from "#server/commercial-models/engine/settle.ts";
import { statedEarly } from "#server/commercial-models/engine/stated-faults.ts";
import type { Fault } from "#server/commercial-models/engine/statement.ts";
import { type Kind, modelOf, toJson } from "#server/commercial-models/index.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading, type Change, type Reading } from "#server/lib/change.ts";
import { addDays, civil } from "#server/lib/dates.ts";
import { parsePounds } from "#server/lib/money.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import { isStated } from "../settlement/promises.ts";
import { addFact, findLicenceRow } from "../settlement/store/facts.ts";
import { planOfLicence } from "../settlement/store/settling.ts";
import { ownName } from "../signing/rules.ts";
import { attestations, currentAttestation } from "./attestation.ts";
import type { Attested, StatementInput } from "./form.ts";
import { readStated } from "./rows.ts";
import { calculated, periodsStated } from "./sums.ts";

type Licence = typeof licences.$inferSelect;
type Row = typeof statements.$inferSelect;

/**
 * The periods of which statements are due, each with what was sent about it; newest first. A statement that was made
 * on a plain form before has a fact and no file.
 */
export const listStatements = (ask: Ask, reference: string) =>
  asReading(ask, async (reading) => {
    const licence = await findLicenceRow(reading, reference);
    const { contract, plan, facts: known } = await planOfLicence(reading, licence);
    const sent = await reading.tx
      .select()
      .from(statements)
      .where(eq(statements.licenceId, licence.id))
      .orderBy(desc(statements.madeAt), desc(statements.reference));
    return {
      licence: {
        reference: licence.reference,
        title: licence.title,
        kind: licence.kind,
        status: licence.status,
      },
      contract,
      periods: plan.obligations.filter(isStated).map((due) => {
        const [component, from] = due.key.split("/") as [string, string];
        const ends = periodsStated(contract, component, known).find((one) => one.from === from)?.ends;
        return {
          ...due,
          component,
          from: civil(from),
          /** The first day on which it can be stated: its last. */
          openFrom: ends ? addDays(ends, -1) : null,
          statements: sent
            .filter((one) => one.component === component && one.periodFrom === from)
            .map(summary),
        };
      }),
    };
  });

/** What is longer came as a file, and is put right there. */
const longestTyped = 100_000;

/**
 * The rows that were last sent of a period and have not been attested, to go on with: a statement with faults is put right,
 * not typed anew. Null where the last one was attested, or nothing was sent.
 */
export const begunStatement = (
  ask: Ask,
  { licence: reference, component, period }: Pick<StatementInput, "licence" | "component" | "period">,
) =>
  asReading(ask, async (reading) => {
    const licence = await findLicenceRow(reading, reference);
    const [last] = await reading.tx
      .select()
      .from(statements)
      .where(
        and(
          eq(statements.licenceId, licence.id),
          eq(statements.component, component),
          eq(statements.periodFrom, period),
        ),
      )
      .orderBy(desc(statements.madeAt), desc(statements.reference))
      .limit(1);
    if (!last || last.status === "attested" || !last.fileText || last.fileText.length > longestTyped)
      return null;
    return { reference: last.reference, status: last.status, rows: last.fileText };
  });

const summary = ({ reference, status, version, madeByName, madeAt, fileName, faults }: Row) => ({
  reference,
  status,
  version,
  madeByName,
  madeAt,
  fileName,
  faults: (faults as Fault[]).length,
});

/**
 * Keeps a statement as it came. With faults it is kept as refused, each fault with its line; without, it is a draft
 * that a signatory attests. Nothing is billed by it. Refuses `bad_input` for a period of which none is due, and for one
 * that still runs.
 */
export const prepareStatement = (ask: Ask & { actor: Person }, input: StatementInput) =>
  asOneChange(ask, async (change) => {
    const { licence, statement, period, body: whole, faults } = await readSent(change, input);
    const [row] = await change.tx
      .insert(statements)
      .values({
        reference: await nextReference(change, "STM"),
        licenceId: licence.id,
        organisationId: licence.organisationId,
        component: input.component,
        fact: statement.fact,
        periodFrom: period.from,
        periodTo: period.to,
        status: whole ? "draft" : "refused",
        body: whole ?? {},
        claimedPence: input.claimed === undefined ? null : parsePounds(input.claimed),
        fileName: input.fileName || null,
        fileText: input.rows,
        fileHash: createHash("sha256").update(input.rows, "utf8").digest("hex"),
        faults,
        madeBy: ask.actor.personId,
        madeByName: ask.actor.name,
        madeAt: change.now,
      })
      .returning({ reference: statements.reference });
    await record(
      change,
      licence.reference,
      {
        type: "statement.sent",
        facts: { statement: row!.reference, period: period.from, faults: faults.length },
      },
      licence.organisationId,
    );
    return { reference: row!.reference, faults: faults.length };
  });

/** What was sent, read by the columns and rules of the model: a body, or faults with their lines. */
async function readSent(at: Change | Reading, input: StatementInput) {
  const licence = await findLicenceRow(at, input.licence);
  const planned = await planOfLicence(at, licence);
  const { contract, plan, facts: known } = planned;
  const terms = contract.components.find(({ id }) => id === input.component)?.terms;
  const due = plan.obligations.find(
    (one) => one.key.startsWith(`${input.component}/${input.period}/`) && isStated(one),
  );
  const statement = terms && modelOf(terms.kind).statement;
  const period = periodsStated(contract, input.component, known).find(({ from }) => from === input.period);
  if (!due || !statement || !period)
    throw new Refusal("bad_input", "No statement is due of that period", "period");
  const early = statedEarly(period, at.today, statement.what);
  if (early) throw new Refusal("bad_input", early, "period");
  const { body, faults } = readStated(statement, input.rows, terms, period);
  const besides = statement.besides(terms);
  const whole = body && {
    ...body,
    ...(besides &&
      input.thirdParty !== undefined && { [besides.field]: String(parsePounds(input.thirdParty)) }),
  };
  return { ...planned, licence, statement, period, body: whole, faults };
}

/**
 * What a statement would come to as it stands in the form, by the rules that will bill it, or what is wrong with it. Nothing
 * is kept. Refuses what `prepareStatement` refuses.
 */
export const previewStatement = (ask: Ask, input: StatementInput) =>
  asReading(ask, async (reading) => {
    const {
      contract,
      facts: known,
      statement,
      period,
      body,
      faults,
      licence,
    } = await readSent(reading, input);
    if (!body) return { faults, sums: null };
    const about = {
      licenceId: licence.id,
      component: input.component,
      fact: statement.fact,
      periodFrom: period.from,
      periodTo: period.to,
    };
    const named = await namedFact(reading, contract, about);
    const version = known
      .filter(({ id }) => id === named.id)
      .reduce((most, one) => Math.max(most, one.version), 0);
    const stated = parseFact(contract, {
      ...body,
      component: input.component,
      ...named,
      version: version + 1,
      known: reading.today,
    });
    return { faults, sums: calculated(contract, input.component, [...known, stated], period) };
  });

/** The model of a part; whoever asks has a statement of it before them. */
function kindOf({ components }: Pick<Contract, "components">, component: string): Kind {
  const part = components.find(({ id }) => id === component);
  if (!part) throw new Error(`The contract has no component ${component}`);
  return part.terms.kind;
}

/**
 * A signatory attests a draft: in this transaction it becomes a fact, with the promise to settle the licence. What
 * follows is billed or credited by that job, as the system: a buyer issues no documents, and a plan that cannot be
 * settled today takes nobody's word back; the job is tried again until it can. A second statement of a period restates
 * it as a new version. It is attested in the own name of who attests. Refuses `changed_meanwhile` when it is no draft any more.
 */
export const attestStatement = (ask: Ask & { actor: Person }, { reference, name: typed, role }: Attested) =>
  asOneChange(ask, async (change) => {
    const { row, licence } = await find(change, reference, true);
    if (row.status !== "draft")
      throw new Refusal("changed_meanwhile", "This statement is no draft any more. Read it again");
    const name = ownName(typed, ask.actor.name);
    const { contract } = await planOfLicence(change, licence);
    const { id, fact, on } = await namedFact(change, contract, row);
    const { version } = await addFact(change, licence, {
      licence: licence.reference,
      component: row.component,
      fact,
      id,
      on,
      body: row.body as Record<string, unknown>,
      evidence: `${row.reference}${row.fileName ? `, ${row.fileName}` : ""}, sha256 ${row.fileHash}`,
      retracted: false,
    });
    await change.tx
      .update(statements)
      .set({
        status: "attested",
        version,
        attestedByName: name,
        attestedAs: role,
        attestationText: `${currentAttestation}: ${attestations[currentAttestation]}`,
        attestedAt: change.now,
      })
      .where(eq(statements.id, row.id));
    await record(
      change,
      licence.reference,
      {
        type: "statement.attested",
        facts: {
          statement: row.reference,
          version,
          by: name,
          as: role,
          text: currentAttestation,
          sha256: row.fileHash ?? "",
        },
      },
      licence.organisationId,
    );
    return { licence: licence.reference };
  });

/** A statement of the same period may already stand under another name, from a plain form: it is the one restated. */
async function namedFact(
  { tx }: Change | Reading,
  contract: Contract,
  row: Pick<Row, "licenceId" | "component" | "fact" | "periodFrom" | "periodTo">,
) {
  const { named } = modelOf(kindOf(contract, row.component)).statement!;
  const standing = await tx
    .select({ id: facts.factId, on: facts.on })
    .from(facts)
    .where(
      and(eq(facts.licenceId, row.licenceId), eq(facts.component, row.component), eq(facts.kind, row.fact)),
    )
    .orderBy(asc(facts.reportedAt));
  const same = standing.find(({ on }) => on >= row.periodFrom && on < row.periodTo);
  return {
    fact: row.fact,
    id: same?.id ?? `${named} from ${row.periodFrom}`,
    on: civil(same?.on ?? row.periodFrom),
  };
}

/** One statement with its rows in pounds, our sum beside the licensee's, and what attesting it would bill or credit today. */
export const readStatement = (ask: Ask, reference: string) =>
  asReading(ask, async (reading) => {
    const { row, licence } = await find(reading, reference, false);
    const { contract, facts: known, basis } = await planOfLicence(reading, licence);
    const named = await namedFact(reading, contract, row);
    const standing = known
      .filter(({ id }) => id === named.id)
      .reduce((most, { version }) => Math.max(most, version), 0);
    const stated =
      row.status === "refused"
        ? null
        : parseFact(contract, {
            ...(row.body as Record<string, unknown>),
            component: row.component,
            ...named,
            version: row.version ?? standing + 1,
            known: reading.today,
          });
    const withIt =
      stated === null || row.status === "attested"
        ? known.filter(({ id, version }) => id !== named.id || row.version === null || version <= row.version)
        : [...known, stated];
    const issued = (await documentsOf(reading, [licence.id])).get(licence.id) ?? [];
    return {
      ...row,
      faults: row.faults as Fault[],
      licence: { reference: licence.reference, title: licence.title, kind: licence.kind },
      kind: kindOf(contract, row.component),
      before: standing,
      sums:
        stated &&
        calculated(contract, row.component, withIt, { from: civil(row.periodFrom), to: civil(row.periodTo) }),
      wouldBill:
        row.status === "draft"
          ? settle(
              planLicence(contract, withIt, basis),
              issued,
              reading.today,
              contract.customer,
              basis.rates,
            )
          : [],
      body: toJson(row.body) as Record<string, unknown>,
    };
  });

async function find(
  at: Change | Reading,
  reference: string,
  lock: boolean,
): Promise<{ row: Row; licence: Licence }> {
  const query = at.tx.select().from(statements).where(eq(statements.reference, reference));
  const [row] = await (lock ? query.for("update") : query);
  if (!row) throw notFound();
  const [licence] = await at.tx.select().from(licences).where(eq(licences.id, row.licenceId));
  if (!licence) throw notFound();
  return { row, licence };
}
