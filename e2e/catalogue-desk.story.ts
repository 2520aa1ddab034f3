import { looksOver } from "./looks-over.ts";
import { expect, type Person, story } from "./people.ts";

const desk = "/commercial/catalogue";
const percent = async ({ page }: Person) =>
  Number(/(\d+)% complete/.exec(await page.locator("aside").getByRole("status").first().innerText())![1]);

/** Begins a draft of a dataset, or goes on with it, at one of its parts. */
async function edits(person: Person, slug: string, part: string) {
  await person.opens(`${desk}/${slug}`);
  await person.presses("Edit this dataset");
  await person.isAt(`${desk}/${slug}/what`);
  if (part !== "What it is") await person.follows(part);
}

async function proposes(person: Person, slug: string, note: string) {
  await person.opens(`${desk}/${slug}`);
  await person.fills("What changed and why", note);
  await person.presses("Propose this draft");
  await person.sees("It waits for a second person. Nothing is published until then.");
}

async function publishes(person: Person, title: RegExp) {
  await person.opens(`${desk}/waiting`);
  await person.follows(title);
  await person.sees("What changed and why");
}

story(
  "an editor fills in a dataset by keyboard and sees it become complete; a colleague reads the difference and publishes it",
  async ({ elena, samuel, visitor }) => {
    await edits(elena, "csds", "What it is");
    const before = await percent(elena);
    await elena.page.getByLabel("Keywords", { exact: true }).focus();
    await elena.page.keyboard.type("admissions");
    await expect(async () => expect(await percent(elena)).toBeGreaterThan(before)).toPass();
    await elena.page.keyboard.press("Tab");
    await elena.page.keyboard.type("data@nhs.example");
    await elena.fills("Title", "");
    await elena.presses("Save");
    await elena.sees("There is a problem");
    await expect(elena.page.getByLabel("Keywords", { exact: true })).toHaveValue("admissions");
    await elena.fills("Title", "Community Services Data Set");
    await elena.fills("Summary", "Every contact of a community service since 2017.");
    await elena.presses("Save");
    await elena.sees("Saved.");
    expect(await percent(elena)).toBeGreaterThan(before);
    await elena.sees("What this part changes");
    await proposes(elena, "csds", "Keywords and a contact, because buyers asked for them");
    await elena.follows("Read it as the second person does");
    await elena.sees("You proposed this, so somebody else decides.");
    await elena.doesNotSee("Publish this version");

    await samuel.opens("/commercial/approvals");
    await samuel.follows(/^\d+ changes? of the catalogue waits?$/);
    await samuel.follows("Community Services Data Set");
    await samuel.sees("data@nhs.example");
    await samuel.presses("Publish this version");
    await samuel.sees("1 dataset is published.");

    await visitor.opens("/datasets/csds");
    await visitor.sees("Every contact of a community service since 2017.");
  },
);

story("a refused draft comes back with its reason", async ({ elena, farah }) => {
  await edits(elena, "sact", "Terms of use");
  await elena.ticks("Not-for-profit use only");
  await elena.sees("No commercial model may be offered until somebody decides.");
  await elena.presses("Save");
  await elena.sees("Saved.");
  await proposes(elena, "sact", "The custodian wrote to us about new terms");
  await publishes(farah, /^Systemic Anti-Cancer/);
  await farah.sees("What the new terms of use allow");
  await farah.presses("Refuse it");
  await farah.sees("Say in at least 10 characters why it is refused");
  await farah.fills("Why it is refused", "The letter is not on record yet");
  await farah.presses("Refuse it");
  await farah.sees("It is refused; its author reads your reason.");
  await elena.opens(`${desk}/sact`);
  await elena.sees("The letter is not on record yet");
});

story("a dataset is retired with its reason and restored", async ({ elena, visitor }) => {
  await elena.opens(`${desk}/ssnap/retire`);
  await elena.fills("Why it is retired", "too short");
  await elena.presses("Retire the dataset");
  await elena.sees("Say why in at least 10 characters");
  await elena.fills("Why it is retired", "It is published as part of another set");
  await elena.presses("Retire the dataset");
  await elena.sees("The dataset is retired.");
  await visitor.opens("/catalogue?q=stroke");
  await visitor.sees("No dataset fits");
  await elena.opens(`${desk}/ssnap/retire`);
  await elena.fills("Why it comes back", "The other set was closed");
  await elena.presses("Restore the dataset");
  await elena.sees("The dataset is in the catalogue again.");
});

async function changesThree(elena: Person, samuel: Person) {
  await elena.opens(`${desk}?q=cprd`);
  for (const title of ["CPRD Aurum", "CPRD GOLD"]) await elena.ticks(`Tick ${title}`);
  await elena.presses("Change the ticked datasets");
  await elena.chooses("What to change", "lead_time");
  await elena.presses("Go on");
  await elena.fills("Lead time, in words", "Eight weeks");
  await elena.presses("Show what would change");
  await elena.sees("Choose how long it takes");
  await elena.chooses("Lead time, as it is filtered", "two_months");
  await elena.presses("Show what would change");
  await elena.sees("2 datasets change");
  await elena.fills("What changed and why", "The access team measured the last year");
  await elena.presses(/^Propose these/);
  await elena.sees("It waits for a second person.");
  await publishes(samuel, /^Set the lead time/);
  await samuel.sees("Eight weeks");
  await samuel.presses("Publish 2 datasets");
  await samuel.sees("2 datasets are published.");
}

story(
  "several datasets are changed at once, previewed one by one, and published by one decision",
  async ({ elena, samuel }) => changesThree(elena, samuel),
);

story("a new dataset is described from nothing and published", async ({ elena, samuel, visitor }) => {
  await elena.opens(`${desk}/new`);
  await elena.fills("Title", "Ward Notes");
  await elena.fills("Custodian", "NHS England");
  await elena.presses("Begin the draft");
  await elena.isAt(`${desk}/ward-notes/what`);
  await elena.fills("Summary", "Notes of nurses, of ten wards.");
  await elena.presses("Save");
  await elena.sees("Saved.");
  await proposes(elena, "ward-notes", "A set that buyers asked for");
  await publishes(samuel, /^Ward Notes/);
  await samuel.presses("Publish this version");
  await samuel.sees("1 dataset is published.");
  await visitor.opens("/datasets/ward-notes");
  await visitor.sees("Notes of nurses, of ten wards.");
});

story(
  "the desk says what there is, by filters in its address, and as a file",
  async ({ elena, owen, james }) => {
    await elena.opens(`${desk}?state=published&sort=completeness`);
    await elena.chooses("State", "no_price_list");
    await elena.presses("Show");
    expect(new URL(elena.page.url()).searchParams.get("state")).toBe("no_price_list");
    await elena.opens(`${desk}?custodian=Public+Health+Scotland`);
    await elena.presses("Change all 2 that fit");
    await elena.chooses("What to change", "custodian");
    await elena.presses("Go on");
    await elena.fills("Custodian", "Public Health Scotland (NHS)");
    await elena.presses("Show what would change");
    await elena.sees("2 datasets change");
    const file = await james.downloads(`${desk}/list.csv?q=hes`);
    expect(file).toMatch(/^slug,title,custodian/);
    await owen.opens(desk);
    await owen.sees("Catalogue desk");
    await owen.doesNotSee("Change the ticked datasets");
  },
);

story("the desk is accessible, wide, narrow and dark", async ({ elena }) => {
  await looksOver(elena, [
    desk,
    `${desk}?state=retired`,
    `${desk}/new`,
    `${desk}/gdppr/preview`,
    `${desk}/gdppr/retire`,
  ]);
});

story("the editor is accessible, wide, narrow and dark", async ({ elena }) => {
  await edits(elena, "nda", "When and how often");
  await elena.fills("How far behind", "Four weeks");
  await elena.presses("Save");
  await elena.sees("Saved.");
  await looksOver(elena, [`${desk}/nda`, `${desk}/nda/what`, `${desk}/nda/use-terms`]);
});

story("bulk edits are accessible, wide, narrow and dark", async ({ elena }) => {
  await looksOver(elena, [
    `${desk}/hes-ae`,
    `${desk}/bulk?set=hes-op&set=ecds&change=use_terms`,
    `${desk}/bulk?set=hes-op&set=ecds&change=contact&contact=data@nhs.example&try=yes`,
  ]);
});

story("what waits is accessible, wide, narrow and dark", async ({ elena, samuel }) => {
  await edits(elena, "mhsds", "When and how often");
  await elena.fills("How far behind", "Four weeks");
  await elena.presses("Save");
  await elena.sees("Saved.");
  await proposes(elena, "mhsds", "The lag was measured anew");
  await samuel.opens(`${desk}/waiting`);
  const waiting = await samuel.pathOf(/^Mental Health/);
  await looksOver(samuel, [`${desk}/waiting`, waiting, "/commercial/approvals"]);
});
