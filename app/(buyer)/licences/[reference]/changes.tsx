import Link from "next/link";
import { may } from "#app/_trpc/may.ts";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { addDays, civil, formatDate } from "#server/lib/dates.ts";
import { allows } from "#server/licensing/moves.ts";

type Licence = AppOutputs["licensing"]["licenceByReference"];
type Change = { href: string; does: string; says: string; ends?: true };

/** What can be changed about the licence itself, each with what it does: for whoever may, where its state allows it. */
export function Changes({ licence, person }: { licence: Licence; person: AppOutputs["access"]["viewer"] }) {
  const changes = changesOf(licence, person);
  if (changes.length === 0) return null;
  return (
    <>
      <h2>Change this licence</h2>
      <dl className="mb-6 border-t-2 border-ink">
        {changes.map(({ href, does, says, ends }) => (
          <div key={href} className="gap-x-4 border-b border-line py-2 sm:grid sm:grid-cols-[10rem_1fr]">
            <dt>
              <Link href={href} className={ends ? "!text-error" : undefined}>
                {does}
              </Link>
            </dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function changesOf(
  { reference, status, dataset, kind, endsOn, contract }: Licence,
  person: AppOutputs["access"]["viewer"],
): Change[] {
  const page = `/licences/${reference}`;
  const users = contract.users === 1 ? "the one named user" : `all ${contract.users} named users`;
  return [
    ...(may(person, "application.write")
      ? [
          {
            href: `/applications/new?dataset=${dataset.slug}&model=${kind}`,
            does: "Renew or amend",
            says: `A signed contract stays as it is, until ${formatDate(addDays(civil(endsOn), -1))}. For a longer time, other people or other terms apply anew; both sides sign again. Nothing renews by itself.`,
          },
        ]
      : []),
    ...(may(person, "facts.decide") && allows("licence", status, "suspend")
      ? [
          {
            href: `${page}/suspend`,
            does: "Suspend access",
            says: `Access stops at once for ${users}. What is due stays due, and charges go on as agreed.`,
            ends: true as const,
          },
        ]
      : []),
    ...(may(person, "facts.decide") && allows("licence", status, "restore")
      ? [
          {
            href: `${page}/suspend`,
            does: "Restore access",
            says: `Access is back at once for ${users}, exactly as it was.`,
          },
        ]
      : []),
    ...(may(person, "licence.propose_end") && allows("licence", status, "terminate")
      ? [
          {
            href: `${page}/end`,
            does: "End early",
            says: "You propose it, and an approver of the NHS decides. What comes back depends on why it ends.",
            ends: true as const,
          },
        ]
      : []),
  ];
}
