import type { Kind } from "#server/commercial-models/index.ts";
import type { Person } from "#server/lib/actor.ts";
import type { Ask } from "#server/lib/change.ts";
import { addDays } from "#server/lib/dates.ts";
import { applicationSchema } from "#server/licensing/applications/form.ts";
import { applyFor, rejectApplication } from "#server/licensing/applications/store.ts";
import { offerSchema } from "#server/licensing/negotiation/form.ts";
import { approveOffer, closeOffer } from "#server/licensing/negotiation/store/decisions.ts";
import { makeOffer } from "#server/licensing/negotiation/store/offers.ts";
import { readOffer } from "#server/licensing/negotiation/store/pages.ts";
import { countersignOffer, signOffer } from "#server/licensing/signing/store.ts";

/** People acting together, each in their own name: the front door, walked by the demonstration and by tests. */
export type Cast = Record<
  "member" | "signatory" | "manager" | "approver" | "second" | "finance" | "nhs",
  Person
>;

export type Deal = {
  dataset: string;
  kind: Kind;
  title: string;
  purpose: string;
  benefit: string;
  months: number;
  users?: number;
  startsIn?: number;
  usagePerMonth?: string;
  netSalesPerYear?: string;
  profitPerYear?: string;
  parameters?: Record<string, string>;
  /** With the service around the data, at the tariff of the day. */
  service?: boolean;
  /** What the company is worth in pounds, and its shares, where the model takes shares of it. */
  company?: { value: string; shares: number };
  /** Where its users sit, if elsewhere than the customer. */
  usedIn?: string;
};

/** A made-up company of a million shares at £12.40, unless the deal says another. */
const companyOf = ({ company = { value: "12,400,000", shares: 1_000_000 } }: Deal) => ({
  companyValue: company.value,
  companyShares: company.shares,
});

type At = Omit<Ask, "actor">;
/** How far a deal goes. */
export type Stage = "applied" | "rejected" | "offered" | "approved" | "part_signed" | "signed" | "declined";

/** Walks a deal from application to the stage; returns the references it left behind. */
export async function walk(
  at: At,
  cast: Cast,
  deal: Deal,
  stage: Stage = "signed",
): Promise<{ application: string; offer?: string; licence?: string }> {
  const as = (actor: Person) => ({ ...at, actor });
  const startsOn = addDays(at.today, deal.startsIn ?? 0);
  const { reference: application } = await applyFor(
    as(cast.member),
    applicationSchema.parse({
      dataset: deal.dataset,
      kind: deal.kind,
      title: deal.title,
      purpose: deal.purpose,
      publicBenefit: deal.benefit,
      forPublication: "on",
      users: deal.users ?? 5,
      startsOn,
      months: deal.months,
      usagePerMonth: deal.usagePerMonth ?? "",
      netSalesPerYear: deal.netSalesPerYear ?? "",
      profitPerYear: deal.profitPerYear ?? "",
      service: deal.service ? "with" : "without",
      usedIn: deal.usedIn,
      ...(deal.kind === "equity_share" && companyOf(deal)),
    }),
  );
  if (stage === "applied") return { application };
  if (stage === "rejected") {
    await rejectApplication(as(cast.manager), {
      reference: application,
      reason: "The purpose does not show how patients gain. Apply again with a clearer case.",
    });
    return { application };
  }
  const { reference: offer } = await makeOffer(
    as(cast.manager),
    offerSchema.parse({
      application,
      parameters: deal.parameters ?? {},
      startsOn,
      months: deal.months,
      usedIn: deal.usedIn,
      expiresOn: addDays(at.today, 30),
      note: "",
    }),
  );
  if (stage === "offered") return { application, offer };
  await approve(at, cast, offer);
  if (stage === "approved") return { application, offer };
  if (stage === "declined") {
    await closeOffer(as(cast.signatory), {
      reference: offer,
      move: "decline",
      reason: "Our project was put off until next year.",
    });
    return { application, offer };
  }
  const { contractHash } = await readOffer(as(cast.signatory), offer);
  const authenticatedBy = "password, entered again";
  await signOffer(
    { ...as(cast.signatory), authenticatedBy },
    { reference: offer, contractHash, name: cast.signatory.name, authority: "on" },
  );
  if (stage === "part_signed") return { application, offer };
  const { reference: licence } = await countersignOffer(
    { ...as(cast.nhs), authenticatedBy },
    { reference: offer, contractHash, name: cast.nhs.name, authority: "on" },
  );
  return { application, offer, licence };
}

/** Everybody whose approval the offer needs gives it. */
async function approve(at: At, cast: Cast, offer: string) {
  const { approvalsNeeded, contractHash } = await readOffer({ ...at, actor: cast.approver }, offer);
  const who = { approver: cast.approver, finance: cast.finance, board: cast.second } as const;
  for (const need of approvalsNeeded)
    await approveOffer(
      { ...at, actor: who[need] },
      { reference: offer, contractHash, as: need, evidence: need === "board" ? "Board minute 2026/14" : "" },
    );
}
