import { expect, test } from "vitest";
import { kinds, modelOf } from "#server/commercial-models/index.ts";
import { anchored } from "#server/pricing/anchored.ts";
import { agreedTerms } from "./agreed-terms.ts";

test.each(kinds)(
  "terms of %s as a contract keeps them read as one sentence, and say what follows from a broken promise",
  (kind) => {
    const settled = modelOf(kind).settledBy({ kind, ...modelOf(kind).usual(3_600_000).terms } as never, {
      company: 1_000_000_000n,
      shares: 1_000_000,
    });
    const listed = anchored(settled, "2026-04-01");
    const [part] = agreedTerms([
      { id: "part", terms: JSON.parse(JSON.stringify(listed)) as Record<string, unknown> },
    ]);
    expect(modelOf(kind).sentence(part!.terms as never)).toMatch(/[a-z]/);
    for (const { ifNot } of Object.values(modelOf(kind).promises))
      expect(ifNot(part!.terms as never)).toMatch(/^[A-Z].*\.$/);
  },
);
