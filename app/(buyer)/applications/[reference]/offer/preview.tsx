import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { approvalWords } from "#app/(buyer)/offers/[reference]/approvals.tsx";
import { WhatItComesTo } from "#app/(buyer)/offers/[reference]/worth.tsx";

/** What an offer comes to before it is made, and whose approval it will need. */
export const previewOf = (worth: AppOutputs["licensing"]["previewOffer"]) => (
  <>
    <WhatItComesTo worth={worth} />
    <p className="mt-3 mb-0">
      It will need: {worth.approvalsNeeded.map((need) => approvalWords[need].toLowerCase()).join(", ")}.
    </p>
  </>
);
