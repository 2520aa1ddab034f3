import { can, router } from "#server/trpc.ts";
import { installationOf, viewerOf } from "./viewer.ts";

export const access = router({
  viewer: can("session.read").query(({ ctx }) => viewerOf(ctx)),
  installation: can("session.read").query(({ ctx }) => installationOf(ctx)),
});
