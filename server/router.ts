import { access } from "./access/router.ts";
import { billing } from "./billing/router.ts";
import { desk } from "./catalogue/desk/router.ts";
import { enquiries } from "./catalogue/enquiries/router.ts";
import { imports } from "./catalogue/import/router.ts";
import { mandates } from "./catalogue/mandates-router.ts";
import { catalogue } from "./catalogue/router.ts";
import { savedSearches } from "./catalogue/search/saved-router.ts";
import { shortlist } from "./catalogue/shortlist/router.ts";
import { licensing } from "./licensing/router.ts";
import { pricing } from "./pricing/router.ts";
import { quotes } from "./quoting/router.ts";
import { register } from "./register/router.ts";
import { reporting } from "./reporting/router.ts";
import { createCallerFactory, router } from "./trpc.ts";

/** Everything that can be asked of the service. */
export const appRouter = router({
  access,
  catalogue,
  savedSearches,
  shortlist,
  enquiries,
  imports,
  desk,
  mandates,
  pricing,
  quotes,
  licensing,
  billing,
  register,
  reporting,
});

export type AppRouter = typeof appRouter;

/** Calls procedures in the same process, with the same checks. */
export const createCaller = createCallerFactory(appRouter);
