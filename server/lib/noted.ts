import { AsyncLocalStorage } from "node:async_hooks";
import type { Refusal } from "./refusal.ts";

type Noted = { refusal: Refusal | null };

// On globalThis, because the pages are built with a copy of this module of their own.
const held = globalThis as typeof globalThis & { marketplaceRequests?: AsyncLocalStorage<Noted> };

/** Does the work of one request; `noted` says which refusal any part of it met that a page has no words for. */
export function asRequest<Result>(work: (noted: () => Refusal | null) => Result): Result {
  held.marketplaceRequests ??= new AsyncLocalStorage();
  const here: Noted = { refusal: null };
  return held.marketplaceRequests.run(here, () => work(() => here.refusal));
}

/** Notes for whoever answers the request that there is too much to do, or that too much was asked for. */
export function noted(refusal: Refusal): Refusal {
  const here = held.marketplaceRequests?.getStore();
  if (here) here.refusal = refusal;
  return refusal;
}
