import type { Answer } from "#app/_components/form-state.ts";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { approvalWords } from "#app/(buyer)/offers/[reference]/approvals.tsx";
import { worthInWords } from "#app/(buyer)/offers/[reference]/worth.tsx";

/** What an offer comes to before it is made, and whose approval it will need. */
export function previewOf(worth: AppOutputs["licensing"]["previewOffer"]): Answer {
  const { facts, lines } = worthInWords(worth);
  const needed = worth.approvalsNeeded.map((need) => approvalWords[need].toLowerCase());
  return { facts, lines: [...lines, `It will need: ${needed.join(", ")}.`] };
}
