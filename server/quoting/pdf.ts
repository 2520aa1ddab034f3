import { formatDate, formatDateShort, withDates } from "#server/lib/dates.ts";
import { percent, pounds, sum } from "#server/lib/money.ts";
import { newPaper } from "#server/pdf/layout.ts";
import type { QuoteBody } from "./body.ts";
import { calendarSentence, calendarSteps, daysInWords, lineTitle, workingsOf } from "./reading.ts";

export type PaperQuote = {
  reference: string;
  organisation: string;
  madeByName: string;
  seller: string;
  /** Number and name of the model. */
  model: string;
  body: QuoteBody;
};

/** A quote as it was made: totals first, then years, then every line with its workings; the same bytes for ever. */
export function quotePdf(quote: PaperQuote): Promise<Uint8Array<ArrayBuffer>> {
  const { reference, organisation, madeByName, seller, body } = quote;
  const title = `Quote ${reference}`;
  const paper = newPaper({ title, date: body.madeOn, footer: `${title} · ${seller}` });
  paper.title(title);
  paper.paragraph(
    `${pounds(body.total.gross)} in total with VAT, for ${organisation}. Valid until ${formatDate(body.validUntil)}.`,
  );
  paper.facts([
    ["Datasets", body.sets.map(({ title }) => title).join("; ")],
    ["Model", quote.model],
    ["Term", `${formatDate(body.term.from)} to ${formatDate(body.lastDay)}`],
    ["Made", `${formatDate(body.madeOn)} by ${madeByName}`],
    ["Valid until", `${formatDate(body.validUntil)}: ${withDates(body.validBecause)}`],
    [
      "Without VAT",
      `${pounds(body.total.net)}: model ${pounds(body.model)}, ${body.serviceIncluded ? `service ${pounds(body.service)}` : "service not included"}`,
    ],
    ...(body.first
      ? [
          ["First invoice", `${pounds(body.first.gross)} with VAT, on ${formatDate(body.first.on)}`] as [
            string,
            string,
          ],
        ]
      : []),
    ["VAT", `${pounds(body.total.vat)}. ${body.vatNote}`],
  ]);
  byYear(paper, body);
  calendar(paper, body);
  everyLine(paper, body);
  list(
    paper,
    "Not in this total",
    body.notInTotal.map((words) => `${words}.`),
  );
  list(paper, "What is taken for granted", body.assumed);
  list(paper, "What it stands on", [
    ...body.sets.map(
      ({ title, custodian, priceList, standing }) =>
        `${title}, ${custodian}: price list version ${priceList.version} of ${formatDate(priceList.validFrom)}${standing === "approval" ? ", on approval of the custodian" : ""}.`,
    ),
    `Service: tariff version ${body.tariff.version} of ${formatDate(body.tariff.validFrom)}: ${body.tariff.source}.`,
  ]);
  return paper.finish();
}

type Paper = ReturnType<typeof newPaper>;
const money = (header: string) => ({ header, width: 78, amount: true });

function byYear(paper: Paper, { years, total }: QuoteBody) {
  const once = sum(years.map((year) => year.once));
  const yearly = sum(years.map((year) => year.yearly));
  paper.section("What is billed, by contract year");
  paper.table(
    [
      { header: "Contract year", width: paper.width - 5 * 78 },
      money("Once"),
      money("Yearly"),
      money("Without VAT"),
      money("VAT"),
      money("With VAT"),
    ],
    years.map(({ title, from, to, once, yearly, net, vat, gross }) => [
      { text: title, note: daysInWords({ from, to }, formatDateShort) },
      ...[once, yearly, net, vat, gross].map(pounds),
    ]),
    [["Total", ...[once, yearly, total.net, total.vat, total.gross].map(pounds)]],
  );
}

function calendar(paper: Paper, body: QuoteBody) {
  paper.section("The calendar");
  paper.paragraph(calendarSentence(body));
  paper.paragraph(
    `${calendarSteps(body).join(". ")}. Assumptions, not promises; working days leave out weekends and the bank holidays of England.`,
    { quiet: true },
  );
}

function everyLine(paper: Paper, body: QuoteBody) {
  for (const { year, title, net, vat } of body.years) {
    const lines = body.lines.filter((line) => line.year === year);
    if (lines.length === 0) continue;
    paper.section(`${title}, line by line`);
    paper.table(
      [
        { header: "What", width: paper.width - 120 - 76 - 78 - 72 },
        { header: "For", width: 120 },
        { header: "Billed", width: 76 },
        money("Without VAT"),
        { header: "VAT", width: 72, amount: true },
      ],
      lines.map((line) => [
        { text: line.description, note: withDates(workingsOf(line)) },
        lineTitle(body, line),
        line.cadence === "monthly" ? `monthly, from ${formatDateShort(line.on)}` : formatDateShort(line.on),
        pounds(line.net),
        { text: pounds(line.vat), note: percent(line.vatRateBp) },
      ]),
      [["Total", "", "", pounds(net), pounds(vat)]],
    );
  }
}

function list(paper: Paper, title: string, sentences: readonly string[]) {
  if (sentences.length === 0) return;
  paper.section(title);
  for (const sentence of sentences) paper.paragraph(sentence);
}
