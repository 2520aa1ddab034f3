import { modelFace } from "#app/_components/models.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import type { Cast, Person } from "./people.ts";

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
  // The dataset may stand on the page before the search as well, and a link followed too soon leads nowhere.
  await member.page.waitForURL(/[?&]q=/);
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
  await member.ticks(/^Without it/);
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

async function signs(signatory: Person, offer: string) {
  await signatory.confirms();
  await signatory.opens(`/offers/${offer}/sign`);
  await signatory.fills("Your full name", signatory.name);
  await signatory.ticks(/I may sign for/);
  await signatory.presses("Sign the contract");
  await signatory.sees(/^You have signed\. The NHS/);
}

async function countersigns(nhs: Person, offer: string): Promise<string> {
  await nhs.confirms();
  await nhs.opens(`/offers/${offer}/sign`);
  await nhs.fills("Your full name", nhs.name);
  await nhs.ticks(/I may sign for/);
  await nhs.presses("Sign for the NHS");
  await nhs.sees(/^The licence is in force\. (What is due|Nothing is invoiced)/);
  return last(nhs);
}

/** The reference at the end of the address. */
const last = (person: Person) => new URL(person.page.url()).pathname.split("/").at(-1)!;
