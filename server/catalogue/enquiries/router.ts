import { personCan, router } from "#server/trpc.ts";
import { enquiryFilter, enquiryReference, enquirySchema, messageSchema } from "./forms.ts";
import { listEnquiries, readEnquiry, sheetOfEnquiries } from "./store/read.ts";
import { askCustodian, writeMessage } from "./store/write.ts";

/** Questions to custodians before anybody applies, and their answers. */
export const enquiries = router({
  list: personCan("enquiry.read")
    .input(enquiryFilter)
    .query(({ ctx, input }) => listEnquiries(ctx, input)),
  sheet: personCan("enquiry.read")
    .input(enquiryFilter)
    .query(({ ctx, input }) => sheetOfEnquiries(ctx, input)),
  byReference: personCan("enquiry.read")
    .input(enquiryReference)
    .query(({ ctx, input }) => readEnquiry(ctx, input.reference)),
  ask: personCan("enquiry.ask")
    .input(enquirySchema)
    .mutation(({ ctx, input }) => askCustodian(ctx, input)),
  reply: personCan("enquiry.ask")
    .input(messageSchema)
    .mutation(({ ctx, input }) => writeMessage(ctx, input)),
  answer: personCan("enquiry.answer")
    .input(messageSchema)
    .mutation(({ ctx, input }) => writeMessage(ctx, input)),
});
