import type { licences } from "#db/schema/licences.ts";
import { faultsOf, type LicenceFact } from "#server/commercial-models/engine/contract.ts";
import type { FactFault } from "#server/commercial-models/engine/fact-fault.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import { formatDate } from "#server/lib/dates.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { readOrNull } from "./settling.ts";

type Told = { id: string; version: number };

/**
 * Refuses `bad_input` when what was just told contradicts the contract or what was told before, with the field and what it
 * met; and when it makes something impossible that was told earlier, which it then names. What contradicted before stands in
 * nobody's way: it has parked the licence, and is put right by itself. `supposed` is told only if it fits.
 */
export async function demandFit(
  at: Change | Reading,
  licence: typeof licences.$inferSelect,
  told: Told,
  supposed: readonly LicenceFact[] = [],
) {
  const read = await readOrNull(at, licence);
  if (!read) return;
  const { contract, basis } = read;
  const facts = [...read.facts, ...supposed];
  const after = faultsOf(contract, facts, basis);
  if (after.length === 0) return;
  const isTold = ({ id, version }: Told) => id === told.id && version === told.version;
  const before = faultsOf(
    contract,
    facts.filter((fact) => !isTold(fact)),
    basis,
  );
  const fault = after.find((fault) => isTold(fault.fact) || !before.some((one) => isSame(one, fault)));
  if (!fault) return;
  if (isTold(fault.fact)) throw new Refusal("bad_input", fault.sentence, fault.field);
  const { id, on } = fault.fact;
  throw new Refusal(
    "bad_input",
    `Then ${id}, reported for ${formatDate(on)}, could not be: ${fault.sentence}`,
    "on",
  );
}

const isSame = (a: FactFault<LicenceFact>, b: FactFault<LicenceFact>) =>
  a.fact === b.fact && a.field === b.field;
