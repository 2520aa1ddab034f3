import { models } from "#server/commercial-models/index.ts";
import { countryName } from "#server/lib/countries.ts";
import { addDays, civil, formatDate, londonDate } from "#server/lib/dates.ts";
import { newPaper } from "#server/pdf/layout.ts";
import { serviceId } from "#server/quoting/service.ts";
import type { SignedContract } from "./contract.ts";
import { termsInWords } from "./terms-in-words.ts";

export type Evidence = {
  side: "buyer" | "nhs";
  typedName: string;
  authority: string;
  authenticatedBy: string;
  signedAt: Date;
  contractHash: string;
};

/** The contract as people read it: everything that is signed, in words, with the evidence of each signature and the hash. */
export function contractPdf(
  contract: SignedContract,
  { licence, hash, signatures }: { licence?: string; hash: string; signatures: readonly Evidence[] },
): Promise<Uint8Array<ArrayBuffer>> {
  const name = licence ? `Licence ${licence}` : `Offer ${contract.offer}, version ${contract.version}`;
  // The last thing that happened to it: without a signature, the day of the price list it was made from.
  const date =
    signatures
      .map(({ signedAt }) => londonDate(signedAt))
      .sort()
      .at(-1) ?? contract.priceList.validFrom;
  const paper = newPaper({
    title: `${name}: ${contract.title}`,
    date,
    footer: `${name} · contract ${hash.slice(0, 16)}`,
  });

  paper.title(contract.title);
  paper.paragraph(
    `Licence agreement. ${name}${licence ? `, from offer ${contract.offer}, version ${contract.version}` : ""}.`,
  );
  paper.blocks([
    {
      title: "Licensor",
      lines: [
        contract.licensor.name,
        ...contract.licensor.address.split("\n"),
        `VAT number ${contract.licensor.vatNumber}`,
      ],
    },
    {
      title: "Licensee",
      lines: [
        contract.licensee.name,
        ...contract.licensee.address.split("\n"),
        countryName(contract.licensee.country),
        ...(contract.licensee.vatNumber ? [`VAT number ${contract.licensee.vatNumber}`] : []),
      ],
    },
  ]);

  paper.section("What is licensed");
  paper.facts(whatIsLicensed(contract));

  paper.section("Articles");
  contract.articles.forEach(({ id, version, title, text }, index) => {
    paper.subsection(`${index + 1}. ${title}`);
    paper.paragraph(text);
    paper.paragraph(`Article “${id}”, version ${version}`, { quiet: true });
  });

  paper.section("Commercial terms");
  for (const { id, terms } of contract.components) {
    const title = id === serviceId ? "The service around the data" : modelOf(terms);
    paper.subsection(`${title} (component “${id}”)`);
    paper.facts(
      termsInWords(terms).map(({ label, value }) => [label, value] as const),
      { wide: 220 },
    );
  }
  for (const { kind, ...clause } of contract.clauses) {
    paper.subsection(`Clause: ${String(kind ?? "further terms").replaceAll("_", " ")}`);
    paper.facts(
      termsInWords(clause).map(({ label, value }) => [label, value] as const),
      { wide: 220 },
    );
  }
  paper.paragraph(
    `Invoices are due ${contract.dueDays} days after issue. Terms are those of price list version ${contract.priceList.version}, in force from ${formatDate(contract.priceList.validFrom)}, as negotiated.`,
  );

  paper.section("Signatures");
  if (signatures.length === 0) paper.paragraph("Nobody has signed this yet.");
  for (const signature of [...signatures].sort((a, b) => a.signedAt.getTime() - b.signedAt.getTime())) {
    paper.keep(120);
    paper.subsection(`For the ${signature.side === "buyer" ? "licensee" : "licensor"}`);
    paper.facts([
      ["Signed by", signature.typedName],
      ["Authority", signature.authority],
      ["Authenticated by", signature.authenticatedBy],
      ["Signed at", instant.format(signature.signedAt)],
      ["Over the hash", inGroups(signature.contractHash)],
    ]);
  }

  paper.section("Fingerprint of this contract");
  paper.paragraph(inGroups(hash));
  paper.paragraph(
    "SHA-256 of the contract as JSON with sorted keys and no white space (RFC 8785). Both sides sign this fingerprint, and exactly the contract that has it is billed.",
    { quiet: true },
  );
  return paper.finish();
}

const whatIsLicensed = ({ dataset, term, ...contract }: SignedContract): (readonly [string, string])[] => [
  ["Dataset", `${dataset.title}, version ${dataset.version}`],
  ["Custodian", `${dataset.custodian}, mandate ${dataset.mandate}`],
  ["Purpose", contract.purpose],
  ["Public benefit", contract.publicBenefit],
  ["Named users", String(contract.users)],
  ["Where it is used", contract.environment],
  ["Territory", contract.territory],
  ...(contract.usedIn ? [["Where the users sit", countryName(contract.usedIn)] as const] : []),
  ["Terms of use", contract.useTerms.join("; ") || "none beyond the articles"],
  ["From", formatDate(term.from)],
  ["Up to and including", formatDate(addDays(civil(term.to), -1))],
];

function modelOf({ kind }: Record<string, unknown>): string {
  const model = Object.values(models).find((one) => one.kind === kind);
  return model
    ? `Model ${model.number}, ${model.title.charAt(0).toLowerCase()}${model.title.slice(1)}`
    : String(kind);
}

const instant = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "long",
  timeStyle: "long",
  timeZone: "Europe/London",
});

/** Sixty-four characters in eights, so that they can be compared by eye. */
const inGroups = (hash: string) => hash.replace(/(.{8})(?=.)/g, "$1 ");
