import { PDF } from "@libpdf/core";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { kinds } from "#server/commercial-models/index.ts";
import { contractHash, type SignedContract } from "#server/licensing/contract/contract.ts";
import type { Shown } from "#server/licensing/contract/paper.ts";
import { contractPdf } from "#server/licensing/contract/pdf.ts";
import { anOrdinaryContract } from "#server/licensing/contract/testing.ts";
import { Contract } from "./contract.tsx";

const shownOf = (contract: SignedContract): Shown => {
  const hash = contractHash(contract);
  return {
    hash,
    signatures: [
      {
        side: "buyer",
        typedName: "Anthony Whitfield",
        authority:
          "Signatory of Meridian Therapeutics, a role held since 1 March 2026, given by Grace Okafor.",
        authenticatedBy: "password",
        signedAt: new Date("2028-04-30T09:00:00Z"),
        contractHash: hash,
      },
    ],
  };
};

/** Words in their order, without the markup, what only a narrow screen shows, and what is for machines. */
const onPage = (contract: SignedContract, shown: Shown): string[] =>
  wordsOf(
    renderToStaticMarkup(<Contract contract={contract} shown={shown} />)
      .replace(/<span class="stacked-label">[^<]*<\/span>/g, "")
      .replace(/<caption[^>]*>[^<]*<\/caption>/g, "")
      .replace(/<[^>]+>/g, " ")
      .replaceAll("&amp;", "&")
      .replaceAll("&#x27;", "'")
      .replaceAll("&quot;", '"'),
  );

/** The same of the paper, without its title, and its foot, which the page has elsewhere. */
async function onPaper(contract: SignedContract, shown: Shown): Promise<string[]> {
  const pdf = await PDF.load(await contractPdf(contract, shown));
  const text = pdf
    .getPages()
    .map((page) =>
      page
        .extractText()
        .text.replace(/\s+/g, " ")
        .replace(/Offer OFR-2028-0001, version 1 · contract \w+ Page \d+ of \d+/, ""),
    )
    .join(" ");
  return wordsOf(text.replace(contract.title, ""));
}

// A line may end within a word that has a hyphen.
const wordsOf = (text: string) => text.replaceAll("-", "- ").split(/\s+/).filter(Boolean);
const counted = (words: readonly string[]) => {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
};
// A table that goes over a page has its head again on paper.
const heads = new Set(wordsOf("Invoiced For Without VAT VAT With VAT In money"));

test.each(kinds)("%s: the page and the PDF say the same, word for word", async (kind) => {
  const contract = anOrdinaryContract(kind);
  const shown = shownOf(contract);
  const page = counted(onPage(contract, shown).filter((word) => !heads.has(word)));
  const paper = counted((await onPaper(contract, shown)).filter((word) => !heads.has(word)));
  expect(Object.fromEntries(paper)).toEqual(Object.fromEntries(page));
});

test("every clause stands in one piece, in the same order, on both", async () => {
  const contract = anOrdinaryContract("one_off_fee");
  const shown = shownOf(contract);
  const [page, paper] = [onPage(contract, shown).join(""), (await onPaper(contract, shown)).join("")];
  const clauses = [
    ...contract.words.agreement.flatMap((part) => part.clauses),
    ...contract.articles.flatMap(({ text }) => text.split("\n")),
  ].map((text) => text.replace(/\s+/g, ""));
  const places = (text: string) => clauses.map((clause) => text.indexOf(clause));
  for (const text of [page, paper]) {
    expect(places(text)).not.toContain(-1);
    expect(places(text)).toEqual(places(text).toSorted((a, b) => a - b));
  }
});
