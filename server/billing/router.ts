import { z } from "zod";
import { confirmedPersonCan, personCan, router } from "#server/trpc.ts";
import { invoiceFilter } from "./documents/filter.ts";
import { listInvoices, readInvoice } from "./documents/store/invoices.ts";
import { allocationSchema, receiptSchema } from "./receipts/form.ts";
import { allocateReceipt, listReceipts, readReceipt, recordReceipt } from "./receipts/store.ts";
import { listRuns } from "./runs-store.ts";

export const billing = router({
  invoices: personCan("invoice.read")
    .input(invoiceFilter)
    .query(({ ctx, input }) => listInvoices(ctx, input)),
  byNumber: personCan("invoice.read")
    .input(z.object({ number: z.string().min(1) }))
    .query(({ ctx, input }) => readInvoice(ctx, input.number)),
  receipts: personCan("receipt.read")
    .input(z.object({ open: z.boolean().default(false) }))
    .query(({ ctx, input }) => listReceipts(ctx, input)),
  receipt: personCan("receipt.read")
    .input(z.object({ reference: z.string().min(1) }))
    .query(({ ctx, input }) => readReceipt(ctx, input.reference)),
  recordReceipt: confirmedPersonCan("receipt.record")
    .input(receiptSchema)
    .mutation(({ ctx, input }) => recordReceipt(ctx, input)),
  allocate: confirmedPersonCan("receipt.record")
    .input(allocationSchema)
    .mutation(({ ctx, input }) => allocateReceipt(ctx, input)),
  runs: personCan("run.read").query(({ ctx }) => listRuns(ctx)),
});
