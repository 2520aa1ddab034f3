import { formatDate } from "#server/lib/dates.ts";
import { type Pence, pounds } from "#server/lib/money.ts";
import { newPaper } from "#server/pdf/layout.ts";

export type PaperForecast = {
  dataset: string;
  today: string;
  assumed: readonly (readonly [string, string])[];
  models: readonly {
    number: number;
    title: string;
    reason: string;
    policy: string;
    /** Missing when the model is not on offer for the dataset. */
    result?:
      | {
          sentence: string;
          byYear: readonly Pence[];
          total: Pence;
          buyerPresentValue: Pence;
          nhsPresentValue: Pence;
          onAverage: Pence;
          worst: Pence;
          risk: string;
        }
      | undefined;
  }[];
};

/** What a dataset would cost under each of the nine, on one forecast; a forecast, not an offer. */
export function forecastPdf({
  dataset,
  today,
  assumed,
  models,
}: PaperForecast): Promise<Uint8Array<ArrayBuffer>> {
  const title = `Forecast for ${dataset}`;
  const paper = newPaper({ title, date: today, footer: `${title} · ${formatDate(today)} · confidential` });
  paper.title(title);
  paper.paragraph(
    `Made on ${formatDate(today)} at the list terms of that day, without VAT. A forecast, not an offer: what is billed follows from what is signed and reported.`,
  );
  paper.section("What was assumed");
  paper.facts(assumed);
  paper.section("The nine side by side");
  const money = (header: string) => ({ header, width: 78, amount: true });
  paper.table(
    [
      { header: "Model", width: paper.width - 4 * 78 },
      money("As forecast"),
      money("Value to you"),
      money("Value to the NHS"),
      money("No product"),
    ],
    models.map(({ number, title, reason, policy, result }) =>
      result
        ? [
            { text: `${number} ${title}`, note: `${policy}; the risk lies with ${result.risk}` },
            pounds(result.total),
            pounds(result.buyerPresentValue),
            pounds(result.nhsPresentValue),
            pounds(result.worst),
          ]
        : [{ text: `${number} ${title}`, note: `Not on offer. ${reason}` }, "", "", "", ""],
    ),
  );
  for (const { number, title, result } of models) {
    if (!result) continue;
    paper.section(`${number} ${title}`);
    paper.paragraph(result.sentence);
    paper.table(
      [
        { header: "Contract year", width: paper.width - 120 },
        { header: "Paid", width: 120, amount: true },
      ],
      result.byYear.map((amount, year) => [String(year + 1), pounds(amount)]),
      [["Total", pounds(result.total)]],
    );
  }
  return paper.finish();
}
