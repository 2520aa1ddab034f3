import { can, confirmedPersonCan, personCan, router } from "#server/trpc.ts";
import { defectsPage, importInput, importInQuestion, importsPage, matchDecision } from "./import-form.ts";
import { listDefects, listImports, readImport } from "./store/history.ts";
import { importFiles } from "./store/import.ts";
import { decideMatch, openMatches } from "./store/matches.ts";

export const imports = router({
  run: confirmedPersonCan("catalogue.import")
    .input(importInput)
    .mutation(async ({ ctx, input }) => {
      const { reference, summary } = await importFiles(ctx, "hdruk", input.files);
      return { reference, summary };
    }),
  list: can("catalogue.manage")
    .input(importsPage)
    .query(({ ctx, input }) => listImports(ctx, input.before)),
  byReference: can("catalogue.manage")
    .input(importInQuestion)
    .query(({ ctx, input }) => readImport(ctx, input)),
  defects: can("catalogue.manage")
    .input(defectsPage)
    .query(({ ctx, input }) => listDefects(ctx, input)),
  defectsFile: can("catalogue.manage")
    .input(defectsPage.pick({ reference: true }))
    .query(({ ctx, input }) => listDefects(ctx, { ...input, limit: 1_000_000 })),
  matches: can("catalogue.manage").query(({ ctx }) => openMatches(ctx)),
  decideMatch: personCan("catalogue.import")
    .input(matchDecision)
    .mutation(({ ctx, input }) => decideMatch(ctx, input)),
});
