import { confirmedPersonCan, router } from "#server/trpc.ts";
import { signatureSchema } from "./form.ts";
import { countersignOffer, signOffer } from "./store.ts";

const authenticatedBy = "password or mailed code, entered again within five minutes";

export const signing = router({
  sign: confirmedPersonCan("offer.sign")
    .input(signatureSchema)
    .mutation(({ ctx, input }) => signOffer({ ...ctx, authenticatedBy }, input)),
  countersign: confirmedPersonCan("offer.countersign")
    .input(signatureSchema)
    .mutation(({ ctx, input }) => countersignOffer({ ...ctx, authenticatedBy }, input)),
});
