import Link from "next/link";
import { Decision } from "#app/_components/decision.tsx";
import { Day } from "#app/_components/money.tsx";
import { may } from "#app/_trpc/may.ts";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { decideMandate } from "./actions.ts";

/** What a colleague read in a custodian's mandate, for a second person to read and confirm. */
export const WaitingMandates = ({
  waiting,
  person,
}: {
  waiting: AppOutputs["mandates"]["waiting"];
  person: AppOutputs["access"]["viewer"];
}) => (
  <ul className="!max-w-none list-none p-0">
    {waiting.map(({ id, slug, reference, grantedBy, validFrom, validTo, proposedBy, proposedByName }) => (
      <li key={id} className="border-t border-line py-3">
        <p className="mb-2">
          <Link href={`/commercial/price-lists/${slug}`}>{slug}</Link>: {reference}, granted by {grantedBy},
          from <Day date={validFrom} />
          {validTo && (
            <>
              , ends before <Day date={validTo} />
            </>
          )}
          ; recorded by {proposedByName}, waits for a second person
        </p>
        {may(person, "catalogue.publish") && proposedBy !== person?.id && (
          <Decision id={id} action={decideMandate} yes="Confirm the mandate" />
        )}
      </li>
    ))}
  </ul>
);
