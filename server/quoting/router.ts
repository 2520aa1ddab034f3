import { z } from "zod";
import { can, personCan, router } from "#server/trpc.ts";
import { quoteRequestSchema } from "./request.ts";
import { calculate, listQuotes, makeQuote, quoteChoices, readQuote } from "./store/quotes.ts";
import { readTariff } from "./store/tariffs.ts";

const choosing = quoteRequestSchema
  .pick({ place: true, evidence: true, customer: true })
  .extend({ set: z.array(z.string().max(200)).max(10), find: z.string().max(200) });

export const quotes = router({
  choices: can("prices.read")
    .input(choosing)
    .query(({ ctx, input }) => quoteChoices(ctx, input)),
  calculate: can("prices.read")
    .input(quoteRequestSchema)
    .query(({ ctx, input }) => calculate(ctx, input, ctx.from.address)),
  tariff: can("prices.read").query(({ ctx }) => readTariff(ctx)),
  make: personCan("quote.make")
    .input(quoteRequestSchema)
    .mutation(({ ctx, input }) => makeQuote(ctx, input)),
  byReference: can("quote.read")
    .input(z.object({ reference: z.string().max(30) }))
    .query(({ ctx, input }) => readQuote(ctx, input.reference)),
  list: can("quote.read")
    .input(z.object({ before: z.string().max(30).optional() }))
    .query(({ ctx, input }) => listQuotes(ctx, input)),
});
