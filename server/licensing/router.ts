import { forecasting } from "#server/forecasting/router.ts";
import { mergeRouters } from "#server/trpc.ts";
import { applications } from "./applications/router.ts";
import { costs } from "./costs/router.ts";
import { daily } from "./daily/router.ts";
import { deliverables } from "./deliverables/router.ts";
import { holdings } from "./holdings/router.ts";
import { lifecycle } from "./lifecycle/router.ts";
import { negotiation } from "./negotiation/router.ts";
import { settlement } from "./settlement/router.ts";
import { signing } from "./signing/router.ts";
import { statements } from "./statements/router.ts";
import { usage } from "./usage/router.ts";

/** Each room answers for itself; here they are joined under one name, so that a procedure keeps its name wherever it moves. */
export const licensing = mergeRouters(
  forecasting,
  applications,
  negotiation,
  signing,
  settlement,
  usage,
  statements,
  deliverables,
  holdings,
  costs,
  lifecycle,
  daily,
);
