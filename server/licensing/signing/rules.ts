import { formatDate } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { authorityLimits } from "#server/pricing/rules.ts";

/**
 * The name under which a person signs or attests: their own, as it stands on their account, whatever case and space they
 * typed it in. Refuses any other on the field `name`, saying whose name is expected.
 */
export function ownName(typed: string, name: string): string {
  if (folded(typed) === folded(name)) return name;
  throw new Refusal(
    "bad_input",
    `You are signed in as ${name}, so type that name to agree. Nobody signs in another name`,
    "name",
  );
}

/** One form of letters, no case, one space between words. */
const folded = (name: string): string => name.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();

/** By which role a person signs, who gave it to them, and since when. */
export type Authority = { organisation: string; givenBy: string; since: string };

/** What stands beside a signature of the buyer. */
export const buyerAuthority = (authority: Authority): string =>
  `Signatory of ${authority.organisation}, ${givenIn(authority)}.`;

/** The same for the NHS, with the limits within which the deal was approved, and by whom. */
export const nhsAuthority = (
  authority: Authority,
  value: bigint,
  approvals: readonly { personName: string; approvedAs: "approver" | "finance" | "board" }[],
): string =>
  `Signatory of ${authority.organisation}, ${givenIn(authority)}. Signs what was approved within the limits of authority: ${authorityLimits}. This deal of ${pounds(value)} was approved by ${approvals
    .map(({ personName, approvedAs }) => `${personName} (${capacities[approvedAs]})`)
    .join(", ")}.`;

const capacities = { approver: "approver", finance: "finance", board: "for the board" } as const;

const givenIn = ({ givenBy, since }: Authority): string =>
  `a role held since ${formatDate(since)}, given ${givenBy === "system" ? "when this marketplace was set up" : `by ${givenBy}`}`;
