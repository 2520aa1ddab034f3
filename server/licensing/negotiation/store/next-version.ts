import { z } from "zod";
import type { Change, Reading } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { bearsProject, quoteBehind, tariffAskedFor } from "#server/licensing/applications/price-store.ts";
import type { findApplication } from "#server/licensing/applications/store.ts";
import type { OfferInput } from "../form.ts";
import { versionFrom } from "../version.ts";
import { frame } from "./frame.ts";
import { firstPrice, secondPrice } from "./price.ts";

type Application = Awaited<ReturnType<typeof findApplication>>;

/**
 * The contract as it would be signed, under the name and number that it would have, and what the deal is worth. Refuses
 * `terms_not_allowed` what makes no contract together.
 */
export async function nextVersion(
  at: Change | Reading,
  application: Application,
  input: OfferInput,
  named: { offer: string; version: number },
) {
  const quote = await quoteBehind(at, application);
  const basis = {
    application,
    price: await firstPrice(at, application, quote),
    secondPrice: input.second ? await secondPrice(at, application, input.second) : null,
    tariff: await tariffAskedFor(at, quote),
    bearsProject: await bearsProject(at, application),
    frame: { ...(await frame(at, application)), ...named },
  };
  try {
    return versionFrom(basis, input);
  } catch (error) {
    // What contract or engine cannot take together was agreed parameter by parameter, each within its limits.
    if (!(error instanceof z.ZodError)) throw error;
    throw new Refusal("terms_not_allowed", error.issues[0]!.message);
  }
}
