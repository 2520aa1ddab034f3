import { type Deal, walk } from "#server/demonstration/deals.ts";
import { everyDemoPerson } from "#server/demonstration/people.ts";
import { system } from "#server/lib/actor.ts";
import { moveClock, type Step } from "#server/licensing/daily/store/clock.ts";
import { expect, type Person } from "./people.ts";
import type { Marketplace } from "./server.ts";

const buyers = {
  meridian: { member: "priya", signatory: "anthony", manager: "james" },
  halden: { member: "jonas", signatory: "katrin", manager: "james" },
  astral: { member: "leo", signatory: "amara", manager: "ruth" },
} as const;

type Agreed = Pick<Deal, "dataset" | "kind" | "title" | "months"> & Partial<Deal>;

/**
 * A licence in force from today at list terms, walked through the stores by the people whose steps they are: for stories
 * that are about what comes after. The way through the pages is `theDeal`.
 */
export async function aLicence(
  marketplace: Marketplace,
  buyer: keyof typeof buyers,
  deal: Agreed,
): Promise<string> {
  const at = await marketplace.at();
  const people = await everyDemoPerson(at);
  const { member, signatory, manager } = buyers[buyer];
  const cast = {
    member: people[member],
    signatory: people[signatory],
    manager: people[manager],
    approver: people.samuel,
    second: people.farah,
    finance: people.tom,
    nhs: people.helen,
  };
  const { licence } = await walk(at, cast, {
    purpose: "Describe the pathway of patients, step by step, and what follows each step.",
    benefit: "Patients wait less, and clinicians learn which step works.",
    ...deal,
  });
  return licence!;
}

/** Moves the business date of a story's own marketplace, by as many steps; what falls due on the way happens. */
export async function timePasses(marketplace: Marketplace, by: Step, times = 1) {
  if (!marketplace.isOwn)
    throw new Error("Other stories live on this date: story.use({ ownMarketplace: true })");
  for (let count = 0; count < times; count++)
    await moveClock({ ...(await marketplace.at()), actor: system, demo: true }, by);
}

/** Reports a fact on its plain form. */
export async function reports(
  person: Person,
  licence: string,
  form: string,
  answers: (person: Person) => Promise<void>,
  say: string,
) {
  await person.opens(`/licences/${licence}`);
  const link = person.page.getByRole("link", { name: form }).first();
  // What is due next has a button; all else waits in the menu.
  if (!(await link.isVisible())) await person.unfolds("something else");
  await link.click();
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
  await signatory.sees("Add a row");
  // After a statement that was refused the page begins with its rows.
  const anew = signatory.page.getByRole("link", { name: "Begin anew" });
  if (await anew.isVisible()) {
    await anew.click();
    await expect(anew).toBeHidden();
  }
  await signatory.unfolds("The rows as text");
  const typed = signatory.page.getByLabel("Or type the rows");
  const months = [...(await typed.inputValue()).matchAll(/^\d{4}-\d{2}(?:-\d{2})?/gm)].map(
    ([month]) => month,
  );
  await typed.fill(rows(months));
  await signatory.presses("Check the statement");
  await attests(signatory);
}

/** Attests the statement on the page as its named officer. */
async function attests(signatory: Person) {
  await signatory.fills("Your full name", signatory.name);
  await signatory.fills("Your role", "Finance Director");
  await signatory.ticks("I attest this statement");
  await signatory.presses("Attest and send");
  await signatory.sees("It is on record");
}
