import { z } from "zod";
import { decisionSchema } from "#server/access/decision-form.ts";
import { given } from "#server/lib/fields.ts";
import { confirmedPersonCan, personCan, router } from "#server/trpc.ts";
import { accountFilter, accountsAfter } from "./accounts/form.ts";
import { listAccounts, readAccount } from "./accounts/store.ts";
import { invoiceFilter } from "./documents/filter.ts";
import { listInvoices, readInvoice } from "./documents/store/invoices.ts";
import { allocationSchema, receiptSchema, reversalSchema } from "./receipts/form.ts";
import { decideReversal, reverse } from "./receipts/reversals-store.ts";
import { allocateReceipt, decideReceipt, listReceipts, readReceipt, takeReceipt } from "./receipts/store.ts";
import { refundBackSchema, refundPaidSchema, setOffSchema } from "./refunds/form.ts";
import { listRefunds, readRefund, recordRefund, setOff, takeBackRefund } from "./refunds/store.ts";
import { listRuns } from "./runs-store.ts";
import { evidenceSchema, statedNumberSchema, vatCustomersSchema } from "./vat/form.ts";
import { listVatCustomers, numbersToCheck, readVat, recordEvidence, stateNumber } from "./vat/store.ts";

export const billing = router({
  invoices: personCan("invoice.read")
    .input(invoiceFilter)
    .query(({ ctx, input }) => listInvoices(ctx, input)),
  byNumber: personCan("invoice.read")
    .input(z.object({ number: given() }))
    .query(({ ctx, input }) => readInvoice(ctx, input.number)),
  receipts: personCan("receipt.read")
    .input(z.object({ open: z.boolean().default(false) }))
    .query(({ ctx, input }) => listReceipts(ctx, input)),
  receipt: personCan("receipt.read")
    .input(z.object({ reference: given() }))
    .query(({ ctx, input }) => readReceipt(ctx, input.reference)),
  recordReceipt: confirmedPersonCan("receipt.record")
    .input(receiptSchema)
    .mutation(({ ctx, input }) => takeReceipt(ctx, input)),
  allocate: confirmedPersonCan("receipt.record")
    .input(allocationSchema)
    .mutation(({ ctx, input }) => allocateReceipt(ctx, input)),
  decideReceipt: confirmedPersonCan("receipt.record")
    .input(decisionSchema)
    .mutation(({ ctx, input }) => decideReceipt(ctx, input)),
  // Nothing is deleted: it is taken back by a posting the other way, with a reason.
  reverse: confirmedPersonCan("receipt.record")
    .input(reversalSchema)
    .mutation(({ ctx, input }) => reverse(ctx, input)),
  decideReversal: confirmedPersonCan("receipt.record")
    .input(decisionSchema)
    .mutation(({ ctx, input }) => decideReversal(ctx, input)),
  vatCustomers: personCan("vat.read")
    .input(vatCustomersSchema)
    .query(({ ctx, input }) => listVatCustomers(ctx, input)),
  numbersToCheck: personCan("vat.read").query(({ ctx }) => numbersToCheck(ctx)),
  vatOf: personCan("vat.read")
    .input(z.object({ organisationId: z.uuid() }))
    .query(({ ctx, input }) => readVat(ctx, input.organisationId)),
  ownVat: personCan("organisation.read").query(({ ctx }) => readVat(ctx, ctx.actor.organisationId)),
  recordVatEvidence: confirmedPersonCan("vat.decide")
    .input(evidenceSchema)
    .mutation(({ ctx, input }) => recordEvidence(ctx, input)),
  stateVatNumber: personCan("vat.state")
    .input(statedNumberSchema)
    .mutation(({ ctx, input }) => stateNumber(ctx, input)),
  account: personCan("invoice.read")
    .input(accountFilter)
    .query(({ ctx, input }) => readAccount(ctx, input)),
  accounts: personCan("receipt.read")
    .input(accountsAfter)
    .query(({ ctx, input }) => listAccounts(ctx, input)),
  // What we owe on credit notes.
  refunds: personCan("invoice.read")
    .input(z.object({ left: z.boolean().default(true) }))
    .query(({ ctx, input }) => listRefunds(ctx, input)),
  refund: personCan("invoice.read")
    .input(z.object({ number: given() }))
    .query(({ ctx, input }) => readRefund(ctx, input.number)),
  setOff: confirmedPersonCan("refund.settle")
    .input(setOffSchema)
    .mutation(({ ctx, input }) => setOff(ctx, input)),
  recordRefund: confirmedPersonCan("refund.settle")
    .input(refundPaidSchema)
    .mutation(({ ctx, input }) => recordRefund(ctx, input)),
  takeBackRefund: confirmedPersonCan("refund.settle")
    .input(refundBackSchema)
    .mutation(({ ctx, input }) => takeBackRefund(ctx, input)),
  runs: personCan("run.read").query(({ ctx }) => listRuns(ctx)),
});
