import { AsyncLocalStorage } from "node:async_hooks";

type Noted = { busy: boolean };

// On globalThis, because the pages are built with a copy of this module of their own.
const held = globalThis as typeof globalThis & { marketplaceRequests?: AsyncLocalStorage<Noted> };

/** Does the work of one request; `isBusy` says whether any part of it was refused because there is too much to do. */
export function asRequest<Result>(work: (isBusy: () => boolean) => Result): Result {
  held.marketplaceRequests ??= new AsyncLocalStorage();
  const noted = { busy: false };
  return held.marketplaceRequests.run(noted, () => work(() => noted.busy));
}

/** Notes for whoever answers the request that it was refused because there is too much to do. */
export function noteBusy() {
  const noted = held.marketplaceRequests?.getStore();
  if (noted) noted.busy = true;
}
