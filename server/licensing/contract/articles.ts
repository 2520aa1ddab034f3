/**
 * An article of the standard contract, by id and version: the text of a version never changes once it was signed, so a
 * contract that was signed under an older one keeps it, word for word. Each line of the text is a clause.
 */
type Article = { id: string; version: number; title: string; text: string };

const articles: readonly Article[] = [
  {
    id: "grant",
    version: 2,
    title: "What is granted",
    text: `The licensor grants the licensee a right to use the dataset for the purpose and in the territory that this agreement states, by the people whom schedule 2 counts, from the first day of the term to its last. The right is not exclusive, and cannot be transferred.
All rights in the dataset stay with the licensor and the custodian. What is not granted here is reserved.`,
  },
  {
    id: "environment",
    version: 2,
    title: "Where the dataset is used",
    text: `The dataset is used in the environment that schedule 2 names, and nowhere else. Only results that have passed a check of outputs leave it.
Each person has an entry of their own to the environment, and shares it with nobody. The licensee says without delay who may no longer enter.`,
  },
  {
    id: "people",
    version: 2,
    title: "The people in the data",
    text: "The licensee does not try to identify anybody, does not contact anybody, and does not link the dataset with other data about individuals except with the datasets that schedule 1 names.",
  },
  {
    id: "no_sublicence",
    version: 2,
    title: "No passing on",
    text: "The licensee does not sublicense, sell or pass on the dataset. The people of a company of its own group, or of a contractor, use it only when they are counted among the people of schedule 2 and are bound as the licensee is; the licensee answers for them.",
  },
  {
    id: "publication",
    version: 2,
    title: "Telling the public",
    text: `The licensor may publish who uses the dataset, why, under which commercial model, and what came of it. It does not publish what is confidential.
The licensee publishes results, negative ones too, within twelve months of having them, names the dataset and its custodian, and does not suggest that either endorses it.`,
  },
  {
    id: "payment",
    version: 2,
    title: "Paying",
    text: `What is payable follows from the clauses on what the licensee pays and from nothing else. Invoices are in pounds sterling and are due on the day that they state.
Each invoice shows how its sums come about. Who disputes a part of one says so and why within the days for payment, and pays the rest.
What is paid late bears interest, and a fixed sum, as the Late Payment of Commercial Debts (Interest) Act 1998 provides.`,
  },
  {
    id: "reporting",
    version: 2,
    title: "Reports and audit",
    text: `The licensee reports the facts on which charges rest truthfully, whole and in time, and keeps the books that prove them for six years.
The licensor, or an auditor bound to confidence, may look at those books and at how the dataset is used, on fourteen days’ notice, at ordinary hours, and once in twelve months unless something gives reason to. Each side bears its own costs, unless the clauses on what the licensee pays say otherwise.`,
  },
  {
    id: "intellectual_property",
    version: 1,
    title: "Intellectual property in results",
    text: `The results that the licensee draws from the dataset belong to the licensee, with every right in them. The dataset itself, and any part or copy of it that a result still holds, does not.
The licensor, the custodian and bodies of the National Health Service may use published results, and what the licensee sends them under this agreement, for care, planning and research without payment.
A right in results is not used to keep anybody from using the dataset for a purpose of their own.`,
  },
  {
    id: "data_protection",
    version: 1,
    title: "Data protection",
    text: `Each side is a controller, as the UK GDPR and the Data Protection Act 2018 use the word, of the personal data that it handles for its own purposes under this agreement: the licensor, with the custodian, for keeping the dataset and giving access to it, the licensee for what it does with the dataset. Neither handles personal data on behalf of the other, unless both agree so in writing first.
The licensee treats the dataset as personal data although names are taken out of it. It has a lawful basis for its use, and an assessment of the impact where the law asks for one.
Whoever learns of a breach of personal data in the dataset tells the other within twenty-four hours, and helps to mend it. No personal data of the dataset is taken out of the environment to another country.`,
  },
  {
    id: "confidentiality",
    version: 1,
    title: "Confidentiality",
    text: `Each side keeps confidential what it learns of the other’s business, and uses it only for this agreement, during the term and for five years after it; for the people in the data, without end.
This does not hold for what is public without a breach, was known before, or has to be disclosed by law. The licensor is subject to the Freedom of Information Act 2000; it asks the licensee before it discloses what the licensee has marked as confidential, and then decides.`,
  },
  {
    id: "promises",
    version: 1,
    title: "What each side stands for",
    text: `Each side may enter into this agreement, and who signs for it may sign.
The licensor may license the dataset, by the mandate of its custodian. It provides the dataset with reasonable skill and care, as it is described in the catalogue, and does not promise that it is free of errors or fit for a purpose.
The licensee does not use the dataset as the only ground of a decision about the care of a person.`,
  },
  {
    id: "liability",
    version: 1,
    title: "Liability",
    text: `Nothing here limits liability for death or personal injury by negligence, for fraud, or where the law allows no limit.
Neither side is liable for profit, business or goodwill that the other loses, or for damage that nobody could foresee.
Otherwise the liability of each side for what happens in a contract year is limited to £1,000,000.00, or to what is payable for that year where that is more. This limit does not hold for sums that are payable under this agreement, nor for a breach of the articles on the people in the data, on passing on, on data protection and on confidentiality.`,
  },
  {
    id: "ending",
    version: 2,
    title: "Termination",
    text: `The licence ends on the last day of the term.
Either side may end it earlier, by notice in writing, for a serious breach that is not mended within thirty days of notice, or where the other can no longer pay its debts. The licensor may end it, or suspend access, at once where the people in the data are at risk, where the custodian withdraws its mandate, or where the law demands it.
Both sides may agree on an earlier end in writing.`,
  },
  {
    id: "effects",
    version: 1,
    title: "What follows an end",
    text: `Access ends with the licence. Within thirty days, or the days that the clauses on what the licensee pays state, the licensee certifies that no copy of the dataset remains with it. Results that have left the environment stay with the licensee.
What fell due before the end stays due, and facts of the time before the end are still reported. Where the licence ends by a breach of the licensor, a price, fee or minimum that covers a stretch of time is due for the days until the end alone, and what was paid beyond that is given back. In every other case nothing that was paid is given back, unless the clauses on what the licensee pays say so.
The articles on the people in the data, paying, reports and audit, intellectual property, data protection, confidentiality, liability, and law outlast the end.`,
  },
  {
    id: "changes",
    version: 1,
    title: "The whole agreement, and changes to it",
    text: `This agreement, with its schedules, is all that the sides agreed about its subject. A change is in writing and signed by both.
Neither side hands its rights or duties under it to another without the consent of the other in writing. Nobody but the sides and the custodian may enforce it.
Notices are given in writing, at the addresses above or in the workspace of the licensee, and count from the next working day.`,
  },
  {
    id: "law",
    version: 2,
    title: "Governing law",
    text: `The law of England and Wales governs this agreement. The sides try to settle a dispute between people who may decide, within thirty days of notice; then the courts of England and Wales decide it.`,
  },
];

/** The articles of today's standard contract. A later wording is a new version in the place of the old one. */
export const standardArticles = () => articles;
