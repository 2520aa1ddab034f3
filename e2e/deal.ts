import { modelFace } from "#app/_components/models.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import { expect, type Person } from "./people.ts";

export type Cast = {
  member: Person;
  signatory: Person;
  manager: Person;
  approver: Person;
  board: Person;
  finance: Person;
  nhs: Person;
};
export type Wanted = {
  search: string;
  dataset: string;
  kind: Kind;
  title: string;
  extra?: (member: Person) => Promise<void>;
  offer?: (manager: Person) => Promise<void>;
};

/** From the catalogue to a licence in force, each step by the person whose it is. Answers the licence's reference. */
export async function theDeal(cast: Cast, wanted: Wanted): Promise<string> {
  const application = await applies(cast.member, wanted);
  const offer = await offers(cast.manager, application, wanted);
  await approves(cast, offer);
  await signs(cast.signatory, offer);
  return countersigns(cast.nhs, offer);
}

export async function applies(
  member: Person,
  { search, dataset, kind, title, extra }: Wanted,
): Promise<string> {
  await member.opens("/catalogue");
  await member.fills("Search", search);
  await member.presses("Search");
  await member.follows(dataset);
  await member.follows(new RegExp(`^Apply under this model ${modelFace[kind].title}`));
  await member.fills("Title of the project", title);
  await member.fills(
    "What will you use the data for?",
    "Describe the pathway of patients, step by step, and what follows each step.",
  );
  await member.fills(
    "How do patients or the public gain?",
    "Patients wait less, and clinicians learn which step works.",
  );
  await member.fills("How many people will use the data?", "6");
  await extra?.(member);
  await member.presses("Send application");
  await member.sees("Your application is sent");
  return last(member);
}

export async function offers(manager: Person, application: string, { offer }: Wanted): Promise<string> {
  await manager.opens(`/applications/${application}/offer`);
  await offer?.(manager);
  await manager.presses("Make this offer");
  await manager.sees("It waits for approval by somebody else");
  return last(manager);
}

/** Whoever policy and value ask for approves: an approver always, finance and the board when the page says so. */
export async function approves({ approver, finance, board }: Cast, offer: string) {
  await approver.confirms();
  await approver.opens(`/offers/${offer}`);
  const waiting = await approver.page.locator("main").innerText();
  await approver.presses("Approve this version");
  await approver.sees("Your approval is on record");
  if (waiting.includes("Finance: waiting")) {
    await finance.confirms();
    await finance.opens(`/offers/${offer}`);
    await finance.presses("Approve this version");
    await finance.sees("Your approval is on record");
  }
  if (waiting.includes("The board: waiting")) {
    await board.confirms();
    await board.opens(`/offers/${offer}`);
    await board.fills("Reference of the board's decision", "Board minute 2026/31");
    await board.presses("Record the board's decision");
    await board.sees("Your approval is on record");
  }
}

export async function signs(signatory: Person, offer: string) {
  await signatory.confirms();
  await signatory.opens(`/offers/${offer}/sign`);
  await signatory.fills("Your full name", signatory.name);
  await signatory.ticks(/I may sign for/);
  await signatory.presses("Sign the contract");
  await signatory.sees(/^You have signed\. The NHS/);
}

export async function countersigns(nhs: Person, offer: string): Promise<string> {
  await nhs.confirms();
  await nhs.opens(`/offers/${offer}/sign`);
  await nhs.fills("Your full name", nhs.name);
  await nhs.ticks(/I may sign for/);
  await nhs.presses("Sign for the NHS");
  await nhs.sees(/^The licence is in force\. What/);
  return last(nhs);
}

/** The reference at the end of the address. */
const last = (person: Person) => new URL(person.page.url()).pathname.split("/").at(-1)!;

/** Reports a fact on its plain form. */
export async function reports(
  person: Person,
  licence: string,
  form: string,
  answers: (person: Person) => Promise<void>,
  say: string,
) {
  await person.opens(`/licences/${licence}`);
  await person.follows(form);
  await answers(person);
  await person.presses(say);
  await person.sees("It is on record");
}

/**
 * Prepares and attests the statement of an open period, the oldest being 0, from rows as they stand in a file. The months of
 * the quarter come from the rows that the page begins with.
 */
export async function states(
  signatory: Person,
  licence: string,
  rows: (months: string[]) => string,
  period = 0,
) {
  await signatory.opens(`/licences/${licence}/statements`);
  const links = signatory.page.getByRole("link", { name: /^(Prepare the statement|Restate this period)/ });
  await links.nth((await links.count()) - 1 - period).click();
  const typed = signatory.page.getByLabel("Or type the rows");
  const months = [...(await typed.inputValue()).matchAll(/^\d{4}-\d{2}/gm)].map(([month]) => month);
  await typed.fill(rows(months));
  await signatory.presses("Check the statement");
  await attests(signatory);
}

/** Attests the statement on the page as its named officer. */
export async function attests(signatory: Person) {
  await signatory.fills("Your full name", signatory.name);
  await signatory.fills("Your role", "Finance Director");
  await signatory.ticks("I attest this statement");
  await signatory.presses("Attest and send");
  await signatory.sees("It is on record");
}

/** Moves the business date of this marketplace; what falls due on the way happens. */
export async function timePasses(
  person: Person,
  step: "One day on" | "One month on" | "One year on",
  times = 1,
) {
  for (let count = 0; count < times; count++) {
    await person.opens("/demo/clock");
    await person.presses(step);
    await person.sees("The date moved on from");
  }
}

/** The rows of the reconciliation export that belong to a licence, as finance downloads it. */
export async function exported(finance: Person, licence: string): Promise<Record<string, string>[]> {
  const csv = await finance.downloads("/finance/exports/reconciliation.csv?from=2020-01-01&to=2040-12-31");
  const [head, ...rows] = csv.trim().split("\r\n").map(cells);
  return rows
    .filter((row) => row.includes(licence))
    .map((row) => Object.fromEntries(head!.map((name, index) => [name, row[index] ?? ""])));
}

function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    (quoted ?? plain ?? "").replaceAll('""', '"'),
  );
}

/** Finance sees exactly these documents of a licence: the list on screen and the export agree to the penny. */
export async function financeSees(
  finance: Person,
  licence: string,
  documents: readonly { net: string; vat: string; gross: string }[],
) {
  await finance.awaits(
    `/finance/invoices?licence=${licence}`,
    documents.length === 0 ? "There is no document here" : `£${documents[0]!.gross}`,
  );
  for (const { gross } of documents) await finance.sees(`£${gross}`);
  const rows = await exported(finance, licence);
  const money = (text: string | undefined) => (text ?? "").replaceAll(",", "");
  for (const { net, vat, gross } of documents)
    expect(
      rows.map((row) => [row.document_net, row.document_vat, row.document_gross].map(money)),
      `${net} + ${vat} = ${gross} in the export`,
    ).toContainEqual([net, vat, gross].map(money));
  expect(rows.filter((row) => row.document_gross !== "")).toHaveLength(documents.length);
}
