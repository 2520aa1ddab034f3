/** A clause of the standard contract, by id and version: the text of a version never changes once it was signed. */
type Article = { id: string; version: number; title: string; text: string };

const shared: readonly Article[] = [
  {
    id: "grant",
    version: 1,
    title: "What is granted",
    text: "The licensor grants the licensee a non-exclusive, non-transferable right to use the dataset for the stated purpose, by the stated number of named users, from the first to the last day of the term.",
  },
  {
    id: "environment",
    version: 1,
    title: "Where it may be used",
    text: "The dataset is used in the NHS secure data environment. Only results that have passed an output check leave it.",
  },
  {
    id: "people",
    version: 1,
    title: "The people in the data",
    text: "The licensee does not try to identify anybody, does not contact anybody, and does not link the dataset with other data about individuals except with the sets named here.",
  },
  {
    id: "no_sublicence",
    version: 1,
    title: "No passing on",
    text: "The licensee does not sublicense, sell or pass on the dataset. Affiliates use it only when they are named users.",
  },
  {
    id: "publication",
    version: 1,
    title: "Telling the public",
    text: "The licensor publishes who uses the dataset, why, under which commercial model and what came back. The licensee publishes results, also negative ones, within twelve months of having them.",
  },
  {
    id: "payment",
    version: 1,
    title: "Paying",
    text: "Charges follow from the commercial terms below and from nothing else. Invoices are in pounds sterling and are due on the day they state. Late payment bears statutory interest.",
  },
  {
    id: "reporting",
    version: 1,
    title: "Reporting and audit",
    text: "The licensee reports the facts on which charges rest truthfully and in time. The licensor may have them audited once a year, at its own cost unless the error found is above five per cent.",
  },
  {
    id: "ending",
    version: 1,
    title: "Ending",
    text: "The licence ends on the last day of the term. Either side may end it earlier for a serious breach that is not mended within thirty days of notice. What was due before the end stays due.",
  },
  {
    id: "destruction",
    version: 1,
    title: "After the end",
    text: "Access ends on the last day. Within thirty days the licensee certifies that no copy remains.",
  },
  {
    id: "law",
    version: 1,
    title: "Law",
    text: "The law of England and Wales applies, and its courts decide.",
  },
];

/** The articles of today's standard contract. A later wording is a new version beside the old one. */
export const standardArticles = () => shared;
